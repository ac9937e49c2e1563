package io.kafkafips.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.PolicyLoader;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import io.kafkafips.validator.policy.Rules;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.TopicPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every policy of {@code docs/record-validation-cookbook.md}, tried on its samples. */
class CookbookTest {
    private static final Path PAGE =
            Path.of(System.getProperty("kafkafips.root"), "docs", "record-validation-cookbook.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+) (\\S+)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    record Recipe(String title, String text) {
        @Override
        public String toString() {
            return title;
        }
    }

    private record Sample(String topic, boolean accepted, ByteBuffer key, List<Header> headers, ByteBuffer value)
            implements RecordProxy {
        static Sample of(String topic, String line) {
            String[] columns = line.split(" \\| ", 4);
            return new Sample(
                    topic,
                    columns[0].trim().equals("ok"),
                    content(columns[1]),
                    headers(columns[2]),
                    content(columns[3]));
        }

        private static ByteBuffer content(String column) {
            String text = column.trim();
            if (text.equals("-")) {
                return null;
            }
            return ByteBuffer.wrap(
                    text.startsWith("hex:")
                            ? HexFormat.ofDelimiter(" ").parseHex(text.substring(4))
                            : text.getBytes(StandardCharsets.UTF_8));
        }

        private static List<Header> headers(String column) {
            List<Header> headers = new ArrayList<>();
            for (String header :
                    column.trim().equals("-") ? new String[0] : column.trim().split(",")) {
                String[] parts = header.split("=", 2);
                headers.add(new RecordHeader(parts[0], parts[1].getBytes(StandardCharsets.UTF_8)));
            }
            return headers;
        }

        @Override
        public int batchIndex() {
            return 0;
        }

        @Override
        public long timestamp() {
            return 0;
        }
    }

    static Stream<Recipe> recipes() throws IOException {
        return Stream.of(Files.readString(PAGE).split("\n## "))
                .skip(1)
                .map(text -> new Recipe(text.substring(0, text.indexOf('\n')), text));
    }

    @Test
    void page_recipes_areTen() throws Exception {
        assertThat(recipes()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipe_samples_areAcceptedOrRefusedAsItSays(Recipe recipe) throws Exception {
        List<Sample> samples = new ArrayList<>();
        Matcher block = BLOCK.matcher(recipe.text());
        while (block.find()) {
            if (block.group(1).equals("samples")) {
                block.group(3)
                        .lines()
                        .map(line -> Sample.of(block.group(2), line))
                        .forEach(samples::add);
            } else {
                Path file = folder.resolve(block.group(2));
                Files.createDirectories(file.getParent());
                Files.writeString(file, block.group(3));
            }
        }

        PolicySet policies = policies();

        assertThat(samples).isNotEmpty();
        for (Sample sample : samples) {
            BatchVerdict verdict = verdict(policies, sample);
            assertThat(verdict == null || !verdict.isRejected())
                    .as("%s: %s", sample, verdict == null ? "no policy" : verdict.violations())
                    .isEqualTo(sample.accepted());
        }
    }

    private PolicySet policies() {
        RecordValidatorConfig config = RecordValidatorConfig.of(Map.of(
                "record.validation.policy.file", folder.resolve("policy.yaml").toString()));
        return new PolicyLoader(config, Rules.onClassPath(getClass().getClassLoader()))
                .open(InstantSource.system())
                .current();
    }

    private static BatchVerdict verdict(PolicySet policies, Sample sample) {
        TopicPolicy policy = policies.forTopic(sample.topic());
        if (policy == null) {
            return null;
        }
        BatchVerdict verdict = policy.newVerdict();
        policy.check(new TopicMetadata(new TopicPartition(sample.topic(), 0)), sample, verdict);
        return verdict;
    }
}
