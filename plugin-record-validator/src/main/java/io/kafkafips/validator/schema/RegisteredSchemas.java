package io.kafkafips.validator.schema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.registry.SchemaId;
import io.kafkafips.validator.registry.SchemaRegistry;
import io.kafkafips.validator.rule.Octets;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Schemas from a registry, each compiled once, also when it turns out that it cannot be used. The registry is asked for every record:
 * whether an id may still be used is for it to say.
 */
final class RegisteredSchemas<S> implements SchemaSource<S> {
    /** Far above the schemas that one topic has; a producer that registers more makes them be compiled again, no more. */
    private static final int MOST_SCHEMAS = 1_000;

    private final SchemaRegistry registry;
    private final RegisteredSchema.Type type;
    private final Function<SchemaText, S> compiler;

    /** By identity: a number is not that of one text for good, and what has a GUID alone has none. */
    private final Cache<RegisteredSchema, Compiled<S>> cache = Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(MOST_SCHEMAS)
            .executor(Runnable::run)
            .build();

    RegisteredSchemas(SchemaRegistry registry, RegisteredSchema.Type type, Function<SchemaText, S> compiler) {
        this.registry = registry;
        this.type = type;
        this.compiler = compiler;
    }

    @Override
    public S schema(@Nullable SchemaId id) {
        if (id == null) {
            throw new InvalidRecordException("it does not name its schema");
        }
        RegisteredSchema registered = registry.schema(id);
        Compiled<S> compiled = cache.get(registered, this::compile);
        if (compiled.schema() == null) {
            throw new InvalidRecordException(
                    "its schema " + registered.id() + " cannot be used: " + compiled.refusal());
        }
        return compiled.schema();
    }

    private Compiled<S> compile(RegisteredSchema registered) {
        if (registered.type() != type) {
            return new Compiled<>(null, "it is of type " + registered.type() + ", expected " + type);
        }
        SchemaText text = new SchemaText(
                Integer.toString(registered.id()),
                octets(registered.text()),
                registered.references().stream()
                        .map(reference -> new SchemaText.Reference(reference.name(), octets(reference.text())))
                        .toList(),
                path -> null);
        try {
            return new Compiled<>(compiler.apply(text), "");
        } catch (SchemaRefused e) {
            return new Compiled<>(null, e.getMessage() + ". Remedy: " + e.remedy());
        }
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private record Compiled<S>(@Nullable S schema, String refusal) {}
}
