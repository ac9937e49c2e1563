package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds what the scanner says of repeated names against Jackson. */
class UniqueKeysTest {
    private static final int DOCUMENTS = 100_000;
    private static final int DEPTH = 100;

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Several spellings of a few names. */
    private static final String[] NAMES = {
        "a",
        "\\u0061",
        "b",
        "ab",
        "",
        "\\u0000",
        "\\n",
        "\\u000A",
        "\\/",
        "/",
        "\u00e9",
        "\\u00e9",
        "\\u00E9",
        "\uD83D\uDE00",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\\"",
        "\\\\",
        "\u20ac",
        "\\u20ac",
        "abcdefgh",
        "abcdefg\\u0068",
        "{",
        "a,"
    };

    private final Random random = new Random(7493);
    private final JsonScanner scanner = JsonScanner.withUniqueNames();

    @Test
    void scan_generatedDocuments_decidesAsJacksonDoes() throws IOException {
        int repeated = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String document = document(0);
            boolean expected = jacksonFindsARepeatedName(document);
            assertThat(repeatedAt(document) >= 0).as(document).isEqualTo(expected);
            repeated += expected ? 1 : 0;
        }
        assertThat(repeated).isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
    }

    /** With and without escapes, on both sides of the number from which names are hashed, in objects within objects. */
    @Test
    void scan_objectsOfManyNames_decidesAsJacksonDoes() throws IOException {
        int repeated = 0;
        for (int i = 0; i < DOCUMENTS / 5; i++) {
            String document = wide(0);
            boolean expected = jacksonFindsARepeatedName(document);
            assertThat(repeatedAt(document) >= 0).as(document).isEqualTo(expected);
            repeated += expected ? 1 : 0;
        }
        assertThat(repeated).isBetween(DOCUMENTS / 50, DOCUMENTS * 9 / 50);
    }

    @Test
    void scan_manyNamesAndOneAgain_findsThatOne() {
        String many =
                IntStream.range(0, 20_000).mapToObj(i -> "\"name" + i + "\":0").collect(Collectors.joining(","));
        String document = "{" + many + ",\"name777\":1}";

        assertThat(repeatedAt(document)).isEqualTo(document.lastIndexOf("\"name777\""));
    }

    @Test
    void scan_sameNameInManyObjects_isNoRepetition() {
        String many =
                IntStream.range(0, 20_000).mapToObj(i -> "{\"a\":{\"a\":[]}}").collect(Collectors.joining(","));

        assertThat(repeatedAt("[" + many + "]")).isEqualTo(-1);
    }

    @Test
    void scan_ordinaryDocumentAgain_allocatesNothing() {
        byte[] document = "{\"id\":1,\"customer\":{\"id\":2,\"n\\u00e4me\":\"x\"},\"lines\":[{\"id\":3},{\"id\":4}]}"
                .getBytes(StandardCharsets.UTF_8);
        scanner.scan(document, 0, document.length, DEPTH);

        assertThat(TestRules.allocatedBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        scanner.scan(document, 0, document.length, DEPTH);
                    }
                }))
                .isLessThan(1000);
    }

    @Test
    void scan_tenTimesTheNames_allocatesAtMostSomeTenTimesAsMuch() {
        long one = allocatedByNames(10_000);
        long ten = allocatedByNames(100_000);

        assertThat(ten).isLessThan(20 * one);
    }

    private long allocatedByNames(int count) {
        byte[] document = IntStream.range(0, count)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":0")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
        return TestRules.allocatedBy(() -> scanner.scan(document, 0, document.length, DEPTH));
    }

    private int repeatedAt(String document) {
        byte[] text = document.getBytes(StandardCharsets.UTF_8);
        return scanner.scan(text, 0, text.length, DEPTH) ? -1 : scanner.place();
    }

    private static boolean jacksonFindsARepeatedName(String document) throws IOException {
        try (JsonParser parser = JACKSON.createParser(document)) {
            while (parser.nextToken() != null) {
                parser.getText();
            }
            return false;
        } catch (JsonProcessingException e) {
            assertThat(e.getOriginalMessage()).startsWith("Duplicate field");
            return true;
        }
    }

    private String wide(int level) {
        return IntStream.range(0, random.nextInt(20))
                .mapToObj(
                        i -> "\"" + wideName() + "\":" + (level < 2 && random.nextInt(8) == 0 ? wide(level + 1) : "0"))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String wideName() {
        return random.nextInt(40) == 0
                ? NAMES[random.nextInt(NAMES.length)]
                : "longer name ".substring(random.nextInt(12)) + random.nextInt(150);
    }

    private String document(int level) {
        return switch (random.nextInt(level > 3 ? 3 : 6)) {
            case 0 -> "1";
            case 1 -> "\"" + NAMES[random.nextInt(NAMES.length)] + "\"";
            case 2 -> "null";
            case 3 -> "[" + members(level, false) + "]";
            default -> "{ " + members(level, true) + "}";
        };
    }

    private String members(int level, boolean named) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(
                        i -> (named ? "\"" + NAMES[random.nextInt(NAMES.length)] + "\" : " : "") + document(level + 1))
                .collect(Collectors.joining(" ,"));
    }
}
