package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code validate} over files; on a cluster, see {@code TopicGovernanceIT}. */
class ValidateTest {
    private static final String POLICY = Golden.input("policy.yaml");
    private static final String SAMPLES = Golden.input("samples.txt");

    @TempDir
    Path folder;

    @Test
    void validate_lines_countsByRuleWithExamples() {
        CliRun run = validate("--input", SAMPLES);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        Golden.assertSame("validate.text", run.out());
    }

    @Test
    void validate_explain_saysWhoDecidesAndWhatEachRuleSaid() {
        CliRun run = validate("--input", SAMPLES, "--explain", "2", "--max-records", "2");

        assertThat(run.exitCode()).isEqualTo(1);
        Golden.assertSame("validate-explain.text", run.out());
    }

    @Test
    void validate_json_givesKeysHeadersAndBinaryValues() {
        CliRun run = validate("--input", Golden.input("samples.json"), "--input-format", "json", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        Golden.assertSame("validate.json", run.out());
    }

    /** The producer's payload is not the operator's to read. */
    @Test
    void validate_withoutShowValues_printsNothingOfTheRecords() {
        CliRun run = validate("--input", SAMPLES, "--explain", "9", "--examples", "9");

        assertThat(run.out() + run.err()).doesNotContain("secret", "nope", "amount");
    }

    @Test
    void validate_showValues_showsThemWithoutControlCharacters() throws Exception {
        Path input = Files.write(folder.resolve("input"), new byte[] {'n', 'o', 0x1b, '[', '2', 'J', '\r', '\n'});
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});

        assertThat(validate("--input", input.toString(), "--show-values", "--format", "csv")
                        .out())
                .contains(",no\\u001b[2J\r\n");
        assertThat(validate("--input", binary.toString(), "--show-values", "--input-format", "raw")
                        .out())
                .contains("base64:/wA=");
    }

    @Test
    void validate_longValue_isShownCutBetweenCharacters() throws Exception {
        Path input = Files.writeString(folder.resolve("input"), "x" + "\u00e9".repeat(150));

        assertThat(validate("--input", input.toString(), "--show-values").out())
                .contains("x" + "\u00e9".repeat(99) + "... of 301 bytes")
                .doesNotContain("\u00e9".repeat(100));
    }

    @Test
    void validate_everythingAccepted_exitsWithZero() throws Exception {
        Path input = Files.writeString(folder.resolve("input"), "{}\n[]\n1");

        CliRun run = validate("--input", input.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("records: +3\n").containsPattern("accepted with warnings: +3\n");
    }

    /** Memory does not grow with the samples, nor with what is wrong with them. */
    @Test
    void validate_manyBadSamples_keepsAFewExamples() throws Exception {
        Path input = Files.writeString(
                folder.resolve("input"),
                IntStream.range(0, 20_000).mapToObj(i -> "no " + i).collect(Collectors.joining("\n")));

        JsonNode report = new ObjectMapper()
                .readTree(validate("--input", input.toString(), "--examples", "2", "--json")
                        .out());

        assertThat(report.get("rejected").asInt()).isEqualTo(20_000);
        assertThat(report.get("rules").get(1).get("rejects").asInt()).isEqualTo(20_000);
        assertThat(report.get("examples")).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders-scratch-1 | 0 | no: the policy exempts the topic",
                "orders-raw       | 1 | none: no policy is for the topic",
                "payments         | 1 | none: no policy is for the topic",
            })
    void validate_topicThatIsNotValidated_isToldApart(String topic, int exitCode, String said) {
        CliRun run = CliRun.of("validate", "--policy", POLICY, "--topic", topic, "--input", SAMPLES, "--explain");

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).contains(said, "policies:");
    }

    @Test
    void check_goodFile_listsItsPolicies() {
        CliRun run = CliRun.of("validate", "--policy", POLICY, "--check");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Golden.assertSame("validate-check.text", run.out());
    }

    /** Each line: what is replaced in the policy file, by what, and the one line on standard error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "version: 1 | version: 2 | policy.yaml:1:10: version is 2: expected",
                "rule: json, name: flat | rule: jsn, name: flat | policy.yaml:13:9: policies[1].value[1] is a mapping: expected rules among [",
                "max-depth: 1 | max-depth: deep | policy.yaml:13:78: policies[1].value[1].max-depth is deep: expected a value of type INT",
                "at-least: 3 | at-last: 3 | policy.yaml:17:18: topic-governance[0].partitions.at-last is an unknown key",
                "sample-percent: 1, | '' | policy.yaml:13:9: policies[1].value[1] is a mapping: expected sample-percent with mode: sample",
            })
    void check_badFile_isOneLineWithItsPlaceAndTheRemedy(String good, String bad, String expected) throws Exception {
        String text = Files.readString(Path.of(POLICY));
        assertThat(text).contains(good);
        Path file = Files.writeString(folder.resolve("policy.yaml"), text.replace(good, bad));

        CliRun run = CliRun.of("validate", "--policy", file.toString(), "--check");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(expected, ". Remedy: ");
    }

    /** Arguments, and what is wrong with them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                  | it is not clear what to try the policy on",
                "--topic orders-1                                  | it is not clear what to try the policy on",
                "--check --topic orders-1 --input -                | it is not clear what to try the policy on",
                "--topic __consumer_offsets --input -              | one of Kafka's own topics",
                "--topic orders-1 --input live                     | --input live needs a cluster",
                "--topic orders-1 --input - --bootstrap-server h:1 | a cluster is given, but no --input live",
                "--topic orders-1 --input - --last 3               | --from-beginning and --last are for --input live",
                "--topic orders-1 --input live --bootstrap-server h:1 --last 3 --from-beginning | exclude each other",
                "--topic orders-1 --input live --bootstrap-server h:1 | security.protocol=PLAINTEXT is refused",
                "--topic orders-1 --input missing.txt              | --input missing.txt cannot be read",
            })
    void validate_argumentsThatDoNotGoTogether_areRefused(String arguments, String expected) {
        List<String> all = new ArrayList<>(List.of("validate", "--policy", POLICY));
        if (arguments != null) {
            all.addAll(List.of(arguments.split(" ")));
        }
        CliRun run = CliRun.of(all);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected);
    }

    /** A sample that is none, and where. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"value\": secret}          | :1:11: record 1 is no JSON",
                "{}  {\"valu\": 1}            | :1:5: record 2 has a member valu, which is none of [headers, key,",
                "{\"value\": 1, \"valueBase64\": \"\"} | :1:1: record 1 there is both value and valueBase64",
                "{\"valueBase64\": \"%%\"}     | record 1 valueBase64 is no Base64",
                "{\"timestamp\": \"now\"}      | record 1 timestamp is no number of milliseconds",
                "{\"headers\": 3}              | record 1 headers is neither an object nor a list",
                "{\"headers\": [{}]}           | record 1 a header has no key",
                "[{}, 3]                       | :1:6: record 2 is no object",
            })
    void validate_jsonThatIsNoSample_isRefusedWithItsPlace(String samples, String expected) throws Exception {
        Path input = Files.writeString(folder.resolve("input"), samples);

        CliRun run = validate("--input", input.toString(), "--input-format", "json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected).doesNotContain("secret");
    }

    private static CliRun validate(String... more) {
        List<String> all = new ArrayList<>(List.of("validate", "--policy", POLICY, "--topic", "orders-eu"));
        all.addAll(List.of(more));
        return CliRun.of(all);
    }
}
