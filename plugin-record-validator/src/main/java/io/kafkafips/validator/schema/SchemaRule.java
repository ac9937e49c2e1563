package io.kafkafips.validator.schema;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.Framing;
import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.registry.SchemaFraming;
import io.kafkafips.validator.registry.SchemaFraming.Framed;
import io.kafkafips.validator.registry.SchemaId;
import io.kafkafips.validator.rule.ContentRule;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Options;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A rule that holds a key or a value against a schema, from a file or from a registry.
 *
 * @param <S> a compiled schema, immutable
 */
abstract class SchemaRule<S> extends ContentRule {
    private @Nullable RuleContext context;
    private volatile @Nullable Setup<S> setup;

    @Override
    public ConfigDef configDef() {
        return SchemaOptions.configDef();
    }

    @Override
    public void attach(RuleContext surroundings) {
        super.attach(surroundings);
        context = surroundings;
    }

    @Override
    public final void configure(Map<String, ?> values) {
        Options options = new Options(values);
        SchemaOptions shared = SchemaOptions.of(options);
        configure(options, shared);
        RuleContext surroundings = context;
        if (surroundings == null) {
            throw new ConfigException(
                    name() + " needs a policy file: expected the rule in record.validation.policy.file");
        }
        SchemaSource<S> source = shared.registry().isEmpty()
                ? new SchemaFiles(surroundings).source(shared, this::compile)
                : new RegisteredSchemas<>(surroundings.registry(shared.registry()), type(), this::compile);
        setup = new Setup<>(surroundings.part() == RecordPart.KEY, shared, source);
    }

    /** Takes the options that are the rule's own, before the first schema is compiled. */
    abstract void configure(Options options, SchemaOptions shared);

    /** The language of its schemas. */
    abstract RegisteredSchema.Type type();

    /** @throws SchemaRefused when the schema is not one, or not one that can be used */
    abstract S compile(SchemaText text);

    /**
     * Accepts a content by returning.
     *
     * @param selection names a part of the schema, where the framing has such: from position to limit. Where it stands before the
     *     content, it goes on with the content
     * @throws Misfit when it does not fit
     */
    abstract void check(S schema, Octets content, @Nullable Selection selection);

    @Override
    protected final void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        Setup<S> current = setup;
        if (current == null) {
            throw new IllegalStateException(name() + " is not configured");
        }
        Framing framing = current.options().framing();
        try {
            if (framing == null) {
                check(current.source().schema(null), Octets.of(content), null);
            } else {
                checkFramed(current, framing, record, content);
            }
        } catch (Misfit e) {
            throw new InvalidRecordException("the " + subject() + " does not fit its schema: " + e.complaint());
        }
    }

    private void checkFramed(Setup<S> current, Framing framing, RecordProxy record, ByteBuffer content) {
        Framed framed = SchemaFraming.read(framing, current.key(), content, record.headers());
        if (!current.options().ids().isEmpty() && !current.options().ids().contains(framed.id())) {
            throw new InvalidRecordException(
                    "the " + subject() + " names a schema id that is not among those accepted");
        }
        S schema = schema(current, framed.id());
        Octets octets = Octets.of(content);
        ByteBuffer indexes = SchemaFraming.messageIndexes(framing, current.key(), content, record.headers(), framed);
        boolean inContent = framed.payloadOffset() > 0;
        check(schema, octets.slice(framed.payloadOffset(), octets.length()), new Selection(indexes, inContent));
    }

    private S schema(Setup<S> current, SchemaId id) {
        try {
            return current.source().schema(id);
        } catch (InvalidRecordException e) {
            throw new InvalidRecordException("the " + subject() + ": " + e.getMessage());
        }
    }

    /**
     * What stands behind a schema id.
     *
     * @param inContent whether it is the content itself that goes on there
     */
    record Selection(ByteBuffer bytes, boolean inContent) {}

    private record Setup<S>(boolean key, SchemaOptions options, SchemaSource<S> source) {}
}
