package io.kafkafips.validator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.BasicDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.i18n.MessageSource;
import com.networknt.schema.path.PathType;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import com.networknt.schema.serialization.NodeReader;
import io.kafkafips.validator.rule.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a JSON Schema into what checks texts. What it refers to comes from the files and references given, or is one of
 * the meta-schemas in the library; nothing is fetched. Thread-safe.
 */
final class JsonCompiler {
    private static final String FILES = "file:///";
    private static final String NETWORK_REMEDY =
            "put that schema into a file and name it in 'references': nothing is fetched over a network";
    private static final int SCHEMA_DEPTH = 200;
    private static final int SCHEMA_DIGITS = 1_000;

    /** Never read: messages of the library would quote the text. */
    private static final MessageSource NO_MESSAGES = (key, fallback, locale, arguments) -> key;

    private final List<Dialect> dialects = JsonDialects.all();
    private final JsonTree reader = new JsonTree(SCHEMA_DEPTH, SCHEMA_DIGITS);
    private final String defaultDialect;
    private final JsonLimits limits;

    /** @param draft of schemas that do not say theirs, as {@link JsonDrafts#IDS} has it */
    JsonCompiler(String draft, JsonLimits limits) {
        String dialect = JsonDrafts.IDS.get(draft);
        if (dialect == null) {
            throw new IllegalArgumentException(draft);
        }
        defaultDialect = dialect;
        this.limits = limits;
    }

    /** @throws SchemaRefused when it is no schema, or one that cannot be evaluated here */
    JsonSchemaCheck compile(SchemaText text) {
        Documents documents = new Documents(text);
        JsonNode root = read(text.name(), text.content());
        documents.collectNames(root);
        SchemaRegistry registry = registry(documents);
        Schema schema = linked(registry, SchemaLocation.of(iri(text.name())), root);
        conform(registry, root);
        return new JsonSchemaCheck(schema, documents.names, limits);
    }

    private Schema linked(SchemaRegistry registry, SchemaLocation location, JsonNode root) {
        try {
            Schema schema = registry.getSchema(location, root);
            schema.initializeValidators();
            return schema;
        } catch (RuntimeException | StackOverflowError e) {
            throw refused(e);
        }
    }

    private static SchemaRefused refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRefused refused) {
                return refused;
            }
        }
        return new SchemaRefused(
                "it cannot be used as a JSON Schema: " + failure.getMessage(), "a schema of its draft", failure);
    }

    private SchemaRegistry registry(Documents documents) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(new LinearPatterns())
                .messageSource(NO_MESSAGES)
                .pathType(PathType.JSON_POINTER)
                .preloadSchema(true)
                .formatAssertionsEnabled(limits.formats())
                .build();
        return SchemaRegistry.builder()
                .defaultDialectId(defaultDialect)
                .dialectRegistry(new BasicDialectRegistry(dialects))
                .schemaRegistryConfig(config)
                .nodeReader(new Reader())
                .schemaLoader(SchemaLoader.builder()
                        .block(iri -> iri.toString().startsWith("classpath:")
                                || iri.toString().startsWith("resource:"))
                        .resourceLoaders(loaders -> loaders.add(iri -> documents.source(iri.toString())))
                        .build())
                .build();
    }

    /** A keyword that is misspelt in its value would be a check that is never made. */
    private void conform(SchemaRegistry registry, JsonNode root) {
        JsonNode dialect = root.get("$schema");
        String id = dialect == null || !dialect.isTextual() ? defaultDialect : dialect.textValue();
        List<Error> errors = registry.getSchema(
                        SchemaLocation.of(registry.getDialect(id).getId()))
                .validate(root);
        if (!errors.isEmpty()) {
            Error first = errors.get(0);
            throw new SchemaRefused(
                    "it is not a schema of " + id + ": '" + first.getKeyword() + "' at " + first.getInstanceLocation(),
                    "a schema of its draft");
        }
    }

    private JsonNode read(String name, Octets content) {
        try {
            return reader.read(content);
        } catch (Misfit e) {
            throw new SchemaRefused(name + ": " + e.complaint(), "a schema in JSON", e);
        }
    }

    /** Files have the IRI of their path, so that relative references find their neighbours. */
    private static String iri(String name) {
        return URI.create(FILES)
                .resolve(name.replace(" ", "%20"))
                .toString()
                .replace("file:/", FILES)
                .replace("////", "///");
    }

    /** What a schema may refer to, by IRI. For one schema. */
    private final class Documents {
        private final SchemaText text;
        private final Map<String, Octets> references = new HashMap<>();
        private final Set<String> names = new HashSet<>();

        Documents(SchemaText text) {
            this.text = text;
            for (SchemaText.Reference reference : text.references()) {
                JsonNode node = read(reference.name(), reference.content());
                references.put(iri(reference.name()), reference.content());
                references.put(reference.name(), reference.content());
                if (node.path("$id").isTextual()) {
                    references.put(withoutFragment(node.path("$id").textValue()), reference.content());
                }
                collectNames(node);
            }
        }

        private static String withoutFragment(String iri) {
            int fragment = iri.indexOf('#');
            return fragment < 0 ? iri : iri.substring(0, fragment);
        }

        /** Every name and string of a schema: what it calls properties is among them. */
        void collectNames(JsonNode node) {
            if (node.isTextual()) {
                names.add(node.textValue());
            }
            node.properties().forEach(property -> names.add(property.getKey()));
            node.forEach(this::collectNames);
        }

        InputStreamSource source(String iri) {
            Octets content = find(iri);
            if (content == null) {
                boolean network = iri.startsWith("http:") || iri.startsWith("https:");
                throw new SchemaRefused(
                        "it refers to " + iri + ", which is not there",
                        network ? NETWORK_REMEDY : "put the file beside the schema, or into 'references'");
            }
            return () -> new ByteArrayInputStream(content.toArray());
        }

        private @Nullable Octets find(String iri) {
            Octets reference = references.get(iri);
            if (reference != null) {
                return reference;
            }
            Octets file = iri.startsWith(FILES) ? text.neighbours().file(iri.substring(FILES.length())) : null;
            if (file != null) {
                collectNames(read(iri, file));
            }
            return file;
        }
    }

    /** Reads documents as texts are read, so that equal numbers are equal. */
    private final class Reader implements NodeReader {
        @Override
        public JsonNode readTree(String content, InputFormat format) {
            return read("schema", Octets.of(content.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public JsonNode readTree(InputStream content, InputFormat format) throws IOException {
            return read("schema", Octets.of(content.readAllBytes()));
        }
    }
}
