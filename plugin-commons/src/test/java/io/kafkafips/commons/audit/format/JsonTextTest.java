package io.kafkafips.commons.audit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private final Random random = new Random(7);

    /** Our writer, our reader and Jackson are of one mind. */
    @Test
    void parse_whatJsonLineWrote_isTheSame() throws Exception {
        ObjectMapper jackson = new ObjectMapper();
        for (int i = 0; i < 2000; i++) {
            Map<String, Object> object = randomObject(0);
            String text = JsonLine.of(object);

            assertThat(JsonText.parse(text)).isEqualTo(object);
            assertThat(jackson.readTree(text)).isEqualTo(jackson.valueToTree(object));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}x",
                "{} ",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":nul}",
                "{\"a\":1.5}",
                "{\"a\":1e5}",
                "{\"a\":99999999999999999999}",
                "{\"a\":-}",
                "{\"a\":\"\\n\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\uzzzz\"}",
                "{\"a\":\"",
                "{\"a\":\"\u0001\"}",
                "{a:1}",
                "{\"a\":tru}",
                "{\"a\":[1,]}",
            })
    void parse_anythingElse_isMalformed(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(MalformedTrailException.class);
    }

    @Test
    void parse_manyLevels_isMalformedAndNoOverflowOfTheStack() {
        assertThatThrownBy(() -> JsonText.parse("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(MalformedTrailException.class)
                .hasMessageContaining("levels");
    }

    /** Damaged lines end in the one exception that callers expect. */
    @Test
    void sealedLine_damagedAtRandom_isReadOrMalformed() throws Exception {
        byte[] line = new LineSealer(null).seal(JsonLine.of(randomObject(0)), SealedLine.NO_LINE);
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = line.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                SealedLine.parse(damaged).sequence();
            } catch (MalformedTrailException e) {
                malformed++;
            }
        }
        assertThat(malformed).isPositive();
    }

    private Map<String, Object> randomObject(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            object.put(randomText(), randomValue(depth + 1));
        }
        return object;
    }

    private Object randomValue(int depth) {
        return switch (random.nextInt(depth > 3 ? 3 : 5)) {
            case 0 -> randomText();
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> randomObject(depth);
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    list.add(randomValue(depth + 1));
                }
                yield list;
            }
        };
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : 0x20 + random.nextInt(0x5f)));
        }
        return text.toString();
    }
}
