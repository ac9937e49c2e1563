package io.kafkafips.validator.schema;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.registry.Framing;
import io.kafkafips.validator.registry.SchemaId;
import io.kafkafips.validator.rule.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema comes from and how a record names it: the options that the rules of this package share.
 *
 * @param schema path of the file, empty when the schema is a registry's
 * @param references paths of the files that it may refer to
 * @param registry name of the registry, empty when the schema is a file
 * @param framing where a record has the id of its schema, {@code null} when it has none
 * @param ids the ids that are accepted; empty accepts each
 */
record SchemaOptions(
        String schema,
        List<String> references,
        String registry,
        @Nullable Framing framing,
        Set<SchemaId> ids) {
    static final String SCHEMA = "schema";
    static final String REFERENCES = "references";
    static final String REGISTRY = "registry";
    static final String FRAMING = "framing";
    static final String IDS = "ids";

    private static final String NONE = "none";

    static ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        SCHEMA,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The file with the schema, absolute or relative to the policy file. Either this or " + REGISTRY
                                + ".")
                .define(
                        REFERENCES,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Files that the schema refers to, each after those that it refers to itself. Files beside the schema that"
                                + " it names by a relative path need not be listed.")
                .define(
                        REGISTRY,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The registry, of those in the policy file, that has the schemas. Either this or " + SCHEMA
                                + ".")
                .define(
                        FRAMING,
                        ConfigDef.Type.STRING,
                        "",
                        ValidString.in(framings()),
                        Importance.HIGH,
                        "Where a record has the id of its schema. By default " + Framing.CONFLUENT.option()
                                + " with a registry and " + NONE
                                + " without. With a schema from a file the id is left unread"
                                + " but for " + IDS + ".")
                .define(
                        IDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "The ids that are accepted, numbers or GUIDs. Without any, each id is.");
    }

    private static String[] framings() {
        List<String> all = new ArrayList<>(Framing.options());
        all.add(0, NONE);
        all.add(0, "");
        return all.toArray(String[]::new);
    }

    /** @throws org.apache.kafka.common.config.ConfigException when they do not fit together */
    static SchemaOptions of(Options options) {
        String schema = options.text(SCHEMA);
        String registry = options.text(REGISTRY);
        if (schema.isEmpty() == registry.isEmpty()) {
            throw Refusal.setting(
                    SCHEMA,
                    schema.isEmpty() ? null : schema,
                    "either " + SCHEMA + " or " + REGISTRY,
                    SCHEMA + ": schemas/order.json");
        }
        String framing = options.text(FRAMING);
        if (!registry.isEmpty() && framing.equals(NONE)) {
            throw Refusal.setting(
                    FRAMING, framing, "a framing that has the id, with a registry", FRAMING + ": confluent");
        }
        boolean none = framing.equals(NONE) || (framing.isEmpty() && registry.isEmpty());
        List<String> ids = options.list(IDS);
        if (none && !ids.isEmpty()) {
            throw Refusal.setting(IDS, ids, "a framing that has the id", FRAMING + ": confluent");
        }
        return new SchemaOptions(
                schema,
                options.list(REFERENCES),
                registry,
                none ? null : framing.isEmpty() ? Framing.CONFLUENT : Framing.of(framing),
                ids.stream().map(SchemaOptions::id).collect(Collectors.toUnmodifiableSet()));
    }

    private static SchemaId id(String text) {
        try {
            return SchemaId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.setting(IDS, text, "numbers of schemas or GUIDs", IDS + ": [17, 18]", e);
        }
    }
}
