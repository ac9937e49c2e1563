package io.kafkafips.validator.rule;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import io.kafkafips.validator.registry.RecordNames;
import io.kafkafips.validator.registry.RegisteredSchema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.InvalidRecordException;

/** Which subjects a schema may be registered under. What follows from the schema alone is worked out once for each. Thread-safe. */
final class SubjectRule {
    private static final int MOST_SCHEMAS = 10_000;
    private static final int MOST_SHOWN = 5;

    private final SubjectStrategy strategy;
    private final List<Pattern> patterns;
    private final String suffix;
    private final LoadingCache<RegisteredSchema, Set<String>> names;
    private final LoadingCache<RegisteredSchema, Boolean> matching;

    /**
     * @param strategy to follow, where there are no patterns
     * @param patterns of which one has to match a whole subject
     * @param part {@code key} or {@code value}
     */
    SubjectRule(SubjectStrategy strategy, List<Pattern> patterns, String part) {
        this.strategy = strategy;
        this.patterns = List.copyOf(patterns);
        this.suffix = "-" + part;
        Caffeine<Object, Object> cache =
                Caffeine.newBuilder().weakKeys().maximumSize(MOST_SCHEMAS).executor(Runnable::run);
        this.names = cache.build(RecordNames::of);
        this.matching = cache.build(this::matches);
    }

    private boolean matches(RegisteredSchema schema) {
        return schema.subjects().stream()
                .anyMatch(subject -> patterns.stream().anyMatch(pattern -> pattern.matches(subject)));
    }

    /**
     * Accepts a schema by returning.
     *
     * @throws InvalidRecordException when it is registered under none of the subjects
     */
    void check(RegisteredSchema schema, String topic) {
        if (!patterns.isEmpty()) {
            if (!matching.get(schema)) {
                throw wrong(schema, "one that matches " + patterns);
            }
            return;
        }
        switch (strategy) {
            case ANY -> {}
            case TOPIC_NAME -> {
                if (!schema.subjects().contains(topic + suffix)) {
                    throw wrong(schema, topic + suffix);
                }
            }
            case RECORD_NAME -> checkNames(schema, "");
            case TOPIC_RECORD_NAME -> checkNames(schema, topic + "-");
        }
    }

    private void checkNames(RegisteredSchema schema, String prefix) {
        Set<String> known = names.get(schema);
        for (String name : known) {
            if (schema.subjects().contains(prefix + name)) {
                return;
            }
        }
        throw wrong(
                schema,
                known.isEmpty()
                        ? "one by the name of its record type, which it has not"
                        : known.stream().limit(MOST_SHOWN).map(prefix::concat).collect(Collectors.joining(" or ")));
    }

    private static InvalidRecordException wrong(RegisteredSchema schema, String expected) {
        String subjects = schema.subjects().stream().sorted().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        String seen = subjects.isEmpty() ? "no subject" : "the subjects " + subjects;
        return new InvalidRecordException("the schema is registered under " + seen + ": expected " + expected);
    }
}
