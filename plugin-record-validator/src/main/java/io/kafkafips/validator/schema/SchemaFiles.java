package io.kafkafips.validator.schema;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.rule.Octets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Schemas from files: read and compiled when the policy is loaded, so that one that is not usable stops the load. */
final class SchemaFiles {
    private final RuleContext context;

    SchemaFiles(RuleContext context) {
        this.context = context;
    }

    /**
     * The schema of the options, for each record the same.
     *
     * @throws ConfigException when it cannot be read or used
     */
    <S> SchemaSource<S> source(SchemaOptions options, Function<SchemaText, S> compiler) {
        S compiled = compile(options, compiler);
        return id -> compiled;
    }

    private <S> S compile(SchemaOptions options, Function<SchemaText, S> compiler) {
        String path = options.schema();
        List<SchemaText.Reference> references = options.references().stream()
                .map(file -> new SchemaText.Reference(file, Octets.of(context.file(file))))
                .toList();
        try {
            return compiler.apply(new SchemaText(path, Octets.of(context.file(path)), references, this::neighbour));
        } catch (SchemaRefused e) {
            throw Refusal.setting(SchemaOptions.SCHEMA, path, "a schema that can be used", e.remedy(), e);
        }
    }

    private @Nullable Octets neighbour(String path) {
        try {
            return Octets.of(context.file(path));
        } catch (ConfigException e) {
            return null;
        }
    }
}
