package io.kafkafips.validator.registry;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import io.kafkafips.commons.config.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The index of a folder with schemas, in YAML:
 *
 * <pre>
 * schemas:
 *   - file: order.avsc
 *     id: 42                                  # or guid, or both
 *     guid: 5b6a1c2e-4b0f-4ad0-9a39-6e1f4e7c0a11
 *     type: AVRO                              # else by the extension: avsc, json, proto
 *     subjects: [orders-value]                # none for a schema that others refer to alone
 *     references:                             # every one behind those that it refers to itself
 *       - {name: com.example.Address, file: address.avsc}
 * </pre>
 */
final class SchemaIndex {
    private static final Set<String> KEYS = Set.of("file", "id", "guid", "type", "subjects", "references");

    private final String prefix;
    private final Function<String, String> texts;
    private final Map<SchemaId, RegisteredSchema> schemas = new HashMap<>();

    private SchemaIndex(String prefix, Function<String, String> texts) {
        this.prefix = prefix;
        this.texts = texts;
    }

    /**
     * Reads an index and the files that it lists.
     *
     * @param prefix of the settings, for messages
     * @param file name of the index
     * @param content of the index
     * @param texts a schema by the name of its file
     * @throws org.apache.kafka.common.config.ConfigException when the index is not as it must be
     */
    static Map<SchemaId, RegisteredSchema> read(
            String prefix, String file, byte[] content, Function<String, String> texts) {
        SchemaIndex index = new SchemaIndex(prefix, texts);
        try {
            YamlMapping root = YamlReader.read(file, content).mapping(Set.of("schemas"));
            for (YamlNode entry : root.required("schemas").list()) {
                index.add(entry.mapping(KEYS));
            }
        } catch (YamlException e) {
            throw Refusal.setting(prefix + RegistryOptions.INDEX, file, "an index of schemas", "mend the file", e);
        }
        return index.schemas;
    }

    private void add(YamlMapping entry) throws YamlException {
        String file = entry.required("file").string();
        Optional<YamlNode> number = entry.optional("id");
        Optional<YamlNode> guid = entry.optional("guid");
        if (number.isEmpty() && guid.isEmpty()) {
            throw entry.node().refused("an id or a guid");
        }
        int id = number.isEmpty() ? 0 : (int) number.get().integer(0, Integer.MAX_VALUE);
        RegisteredSchema schema =
                new RegisteredSchema(id, type(entry, file), texts.apply(file), references(entry), subjects(entry));
        if (number.isPresent()) {
            put(number.get(), new SchemaId.Registered(id), schema);
        }
        if (guid.isPresent()) {
            put(guid.get(), FileSchemaRegistry.id(prefix, file, guid.get().string()), schema);
        }
    }

    private void put(YamlNode node, SchemaId id, RegisteredSchema schema) throws YamlException {
        if (schemas.put(id, schema) != null) {
            throw node.refused("an id that no other schema has");
        }
    }

    private static RegisteredSchema.Type type(YamlMapping entry, String file) throws YamlException {
        Optional<YamlNode> type = entry.optional("type");
        if (type.isEmpty()) {
            return FileSchemaRegistry.type(file.substring(file.lastIndexOf('.') + 1));
        }
        try {
            return RegisteredSchema.Type.valueOf(type.get().string());
        } catch (IllegalArgumentException e) {
            throw type.get().refused("one of " + List.of(RegisteredSchema.Type.values()));
        }
    }

    private static Set<String> subjects(YamlMapping entry) throws YamlException {
        Set<String> subjects = new LinkedHashSet<>();
        Optional<YamlNode> list = entry.optional("subjects");
        if (list.isPresent()) {
            for (YamlNode subject : list.get().elements()) {
                subjects.add(subject.string());
            }
        }
        return subjects;
    }

    private List<RegisteredSchema.Reference> references(YamlMapping entry) throws YamlException {
        List<RegisteredSchema.Reference> references = new ArrayList<>();
        Optional<YamlNode> list = entry.optional("references");
        if (list.isPresent()) {
            for (YamlNode node : list.get().elements()) {
                YamlMapping reference = node.mapping(Set.of("name", "file"));
                references.add(new RegisteredSchema.Reference(
                        reference.required("name").string(),
                        texts.apply(reference.required("file").string())));
            }
        }
        return references;
    }
}
