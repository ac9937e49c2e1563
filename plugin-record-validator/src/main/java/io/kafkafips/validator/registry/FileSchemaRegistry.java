package io.kafkafips.validator.registry;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.registry.SchemaId.Registered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Schemas from the files of a folder, all of them read at the start. Immutable, thread-safe.
 *
 * <p>Without an index, the name of a file says which schema it is: {@code ID.avsc}, {@code ID.json} and {@code ID.proto}, or with a
 * subject {@code ID.SUBJECT.avsc}. The id is a number or a GUID. Other files are refused: one of them could be a schema with a mistyped
 * name. What refers to other schemas needs an index ({@link SchemaIndex}).
 */
final class FileSchemaRegistry implements SchemaRegistry {
    private static final Pattern NAME =
            Pattern.compile("([0-9]{1,10}|[0-9a-fA-F-]{36})(?:[.](.+))?[.](avsc|json|proto)");
    private static final int MOST_FILES = 10_000;

    private final String name;
    private final Map<SchemaId, RegisteredSchema> schemas;

    FileSchemaRegistry(String name, Map<SchemaId, RegisteredSchema> schemas) {
        this.name = name;
        this.schemas = Map.copyOf(schemas);
    }

    /**
     * Reads the folder of the settings.
     *
     * @param base where relative paths begin
     * @param files content of a file by its path
     */
    static FileSchemaRegistry read(RegistryConfig config, Path base, Function<String, byte[]> files) {
        String prefix = "registries." + config.name() + ".";
        Function<String, String> texts = file -> text(prefix, file, files.apply(path(config, file)));
        return new FileSchemaRegistry(
                config.name(),
                config.index().isEmpty()
                        ? byName(prefix, base.resolve(config.folder()), texts)
                        : SchemaIndex.read(prefix, config.index(), files.apply(path(config, config.index())), texts));
    }

    private static String path(RegistryConfig config, String file) {
        return Path.of(config.folder()).resolve(file).toString();
    }

    private static Map<SchemaId, RegisteredSchema> byName(String prefix, Path folder, Function<String, String> texts) {
        Map<SchemaId, RegisteredSchema> schemas = new HashMap<>();
        for (String file : names(prefix, folder)) {
            Matcher matcher = NAME.matcher(file);
            if (!matcher.matches()) {
                throw refused(prefix, file, "names such as 42.avsc, 42.orders-value.json or <GUID>.proto");
            }
            SchemaId id = id(prefix, file, matcher.group(1));
            Set<String> subjects = matcher.group(2) == null ? Set.of() : Set.of(matcher.group(2));
            int number = id instanceof Registered registered ? registered.value() : 0;
            RegisteredSchema schema =
                    new RegisteredSchema(number, type(matcher.group(3)), texts.apply(file), List.of(), subjects);
            if (schemas.put(id, schema) != null) {
                throw refused(prefix, file, "one file of each id; an index lists several subjects of one");
            }
        }
        return schemas;
    }

    private static List<String> names(String prefix, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> !file.startsWith("."))
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
            if (names.isEmpty() || names.size() > MOST_FILES) {
                throw refused(prefix, String.valueOf(folder), "a folder with 1 to " + MOST_FILES + " schemas");
            }
            return names;
        } catch (IOException e) {
            throw Refusal.setting(
                    prefix + RegistryOptions.FOLDER,
                    folder,
                    "a folder with schemas",
                    "mend the path or its permissions",
                    e);
        }
    }

    /** A number or a GUID. */
    static SchemaId id(String prefix, String file, String text) {
        try {
            return SchemaId.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(prefix, file, "an id from 0 to " + Integer.MAX_VALUE + ", or a GUID");
        }
    }

    static RegisteredSchema.Type type(String extension) {
        return switch (extension) {
            case "avsc" -> RegisteredSchema.Type.AVRO;
            case "proto" -> RegisteredSchema.Type.PROTOBUF;
            default -> RegisteredSchema.Type.JSON;
        };
    }

    private static String text(String prefix, String file, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(prefix, file, "schemas in UTF-8");
        }
    }

    static ConfigException refused(String prefix, String seen, String expected) {
        return Refusal.setting(prefix + RegistryOptions.FOLDER, seen, expected, "mend the file, or remove it");
    }

    @Override
    public RegisteredSchema schema(SchemaId id) {
        RegisteredSchema schema = schemas.get(id);
        if (schema == null) {
            throw new InvalidRecordException("the schema is not known to the registry " + name);
        }
        return schema;
    }
}
