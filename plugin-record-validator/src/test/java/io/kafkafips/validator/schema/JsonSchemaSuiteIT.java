package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.validator.rule.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published JSON Schema Test Suite, as the Python package jsonschema ships it, through what the rule runs. The figures stand in
 * docs/record-validation.md.
 */
@Tag("conformance")
class JsonSchemaSuiteIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static Path suite;
    private static List<SchemaText.Reference> remotes;

    @BeforeAll
    static void fetch() throws Exception {
        suite = JsonSchemaSuite.fetched();
        remotes = remotes(suite.resolve("remotes"));
    }

    private static List<SchemaText.Reference> remotes(Path folder) throws IOException {
        List<SchemaText.Reference> remotes = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = "http://localhost:1234/" + folder.relativize(file);
            remotes.add(new SchemaText.Reference(name, Octets.of(Files.readAllBytes(file))));
        }
        return remotes;
    }

    @ParameterizedTest
    @CsvSource({"draft2020-12,2020-12", "draft7,7", "draft2019-09,2019-09", "draft6,6"})
    void mandatoryCases_ofTheDraft_areDecidedAsPublished(String folder, String draft) throws IOException {
        Outcome outcome = new Outcome();

        for (Path file : files(suite.resolve("tests").resolve(folder))) {
            if (!file.toString().contains("optional")) {
                run(file, new JsonCompiler(draft, limits(false)), outcome);
            }
        }

        report(folder, outcome);
        assertThat(outcome.wrong).as(outcome.toString()).isEmpty();
        assertThat(outcome.refusedFiles).isSubsetOf("vocabulary.json");
    }

    @ParameterizedTest
    @CsvSource({"draft2020-12,2020-12", "draft7,7"})
    void formatCases_ofTheDraft_areDecidedAsPublished(String folder, String draft) throws IOException {
        Outcome outcome = new Outcome();

        for (Path file : files(suite.resolve("tests").resolve(folder).resolve("optional/format"))) {
            run(file, new JsonCompiler(draft, limits(true)), outcome);
        }

        report(folder + " formats", outcome);
        assertThat(outcome.wrong).as(outcome.toString()).isEmpty();
        assertThat(outcome.refusedFiles).isEmpty();
    }

    private static JsonLimits limits(boolean formats) {
        return new JsonLimits(1 << 20, 64, 400, 5, 4, formats);
    }

    private static void run(Path file, JsonCompiler compiler, Outcome outcome) throws IOException {
        for (JsonNode group : MAPPER.readTree(file.toFile())) {
            byte[] schema = MAPPER.writeValueAsBytes(group.get("schema"));
            for (JsonNode test : group.get("tests")) {
                String name =
                        file.getFileName() + ": " + group.get("description").asText() + ": "
                                + test.get("description").asText();
                try {
                    boolean accepted = accepts(
                            compiler.compile(new SchemaText("schema.json", Octets.of(schema), remotes, path -> null)),
                            test);
                    if (accepted == test.get("valid").asBoolean()) {
                        outcome.right++;
                    } else {
                        outcome.wrong.add(name);
                    }
                } catch (SchemaRefused e) {
                    outcome.refused.add(name + " (" + e.getMessage() + ")");
                    outcome.refusedFiles.add(file.getFileName().toString());
                }
            }
        }
    }

    private static boolean accepts(JsonSchemaCheck schema, JsonNode test) throws IOException {
        try {
            schema.check(Octets.of(MAPPER.writeValueAsBytes(test.get("data"))));
            return true;
        } catch (Misfit e) {
            return false;
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** What the figures of the documentation are read from. */
    private static void report(String name, Outcome outcome) throws IOException {
        Path report = suite.resolveSibling("report-" + name.replace(' ', '-') + ".txt");
        Files.writeString(report, outcome.toString(), StandardCharsets.UTF_8);
    }

    private static final class Outcome {
        private int right;
        private final List<String> wrong = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final Set<String> refusedFiles = new TreeSet<>();

        @Override
        public String toString() {
            return right + " right, " + wrong.size() + " wrong, " + refused.size() + " schemas refused\n"
                    + String.join("\n", wrong) + "\nrefused:\n" + String.join("\n", refused) + "\n";
        }
    }
}
