package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.Test;

/** Holds the reader against Jackson's. */
class JsonReaderTest {
    private static final int DOCUMENTS = 60_000;
    private static final String NULL = "null!";

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonReader reader = new JsonReader("value", 50, NULL);

    @Test
    void read_generatedAndChangedDocuments_meansWhatItMeansToJackson() {
        Random random = new Random(8259);
        int read = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = changed(document(random, 0).getBytes(StandardCharsets.UTF_8), random);
            String expected = jackson(document);
            assertThat(ours(document)).as("%s", i).isEqualTo(expected);
            read += expected.isEmpty() ? 0 : 1;
        }
        assertThat(read).isBetween(DOCUMENTS / 4, DOCUMENTS * 9 / 10);
    }

    private String ours(byte[] document) {
        try {
            return shape(reader.read(Octets.of(document)));
        } catch (InvalidRecordException e) {
            return "";
        }
    }

    private static String jackson(byte[] document) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return shape(JACKSON.readValue(text, Object.class));
        } catch (JsonProcessingException | CharacterCodingException e) {
            return "";
        }
    }

    private static String shape(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> members = new TreeMap<>();
            map.forEach((name, member) -> members.put((String) name, shape(member)));
            return members.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonReaderTest::shape).toList().toString();
        }
        if (value instanceof Number number) {
            boolean fits = number instanceof Long || number instanceof Integer;
            return fits ? number.toString() : "d" + number.doubleValue();
        }
        return value == null || value.equals(NULL) ? "null" : value.getClass().getSimpleName() + ":" + value;
    }

    private static byte[] changed(byte[] document, Random random) {
        byte[] changed = document;
        if (random.nextInt(2) == 0) {
            int at = random.nextInt(document.length);
            changed = random.nextBoolean() ? Arrays.copyOf(document, at) : document.clone();
            if (at < changed.length) {
                changed[at] = (byte) "{}[]\",:\\0-.e \n".charAt(random.nextInt(14));
            }
        }
        return changed;
    }

    private static String document(Random random, int level) {
        String space = random.nextInt(4) == 0 ? " \n" : "";
        String value = switch (random.nextInt(level > 3 ? 4 : 6)) {
            case 0 -> List.of("null", "true", "false").get(random.nextInt(3));
            case 1 ->
                List.of("0", "-1", "12", "9223372036854775807", "-9223372036854775808")
                        .get(random.nextInt(5));
            case 2 -> List.of("0.5", "-1e3", "12.50", "1E-7", "-0.0").get(random.nextInt(5));
            case 3 -> string(random);
            case 4 -> "[" + String.join(",", Collections.nCopies(random.nextInt(3), document(random, level + 1))) + "]";
            default ->
                "{"
                        + random.ints(random.nextInt(4))
                                .mapToObj(i -> string(random) + space + ":" + document(random, level + 1))
                                .collect(Collectors.joining(","))
                        + "}";
        };
        return space + value + space;
    }

    private static String string(Random random) {
        return random.ints(random.nextInt(4), 0, 9)
                .mapToObj(i -> List.of("a", "b", "\\n", "\\u00e9", "é", "\\ud83d\\ude00", "\uD83D\uDE00", "\\\"", "\\/")
                        .get(i))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
