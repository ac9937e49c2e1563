package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check of JSON against a schema, beside the library: random texts of its vocabulary, and the same with a few bytes changed. */
class JsonSchemaDifferentialTest {
    private static final int TEXTS = 3_000;
    private static final List<String> SCALARS = List.of(
            "1",
            "1.0",
            "7",
            "7e0",
            "70e-1",
            "3",
            "5",
            "10",
            "-0",
            "999.5",
            "1000",
            "1000.0",
            "1e3",
            "1001",
            "2.5",
            "\"x\"",
            "\"ab\"",
            "\"abcabc\"",
            "\"\\u0061b\"",
            "null",
            "true",
            "false",
            "9007199254740993",
            "123456789012345678901234567890");

    private final Random random = new Random(20261123);

    @Test
    void check_textsAndTheirMutations_agreesWithTheLibrary() throws IOException {
        JsonOracle oracle = new JsonOracle();
        Mutations mutations = new Mutations(random);
        int accepted = 0;
        int refused = 0;

        for (int i = 0; i < TEXTS; i++) {
            byte[] text = text(3).getBytes(StandardCharsets.UTF_8);
            for (byte[] bytes : List.of(text, mutations.of(text), mutations.of(text))) {
                if (oracle.agreedOn(bytes)) {
                    accepted++;
                } else {
                    refused++;
                }
            }
        }

        assertThat(accepted).isGreaterThan(TEXTS / 10);
        assertThat(refused).isGreaterThan(TEXTS / 10);
    }

    private String text(int depth) {
        StringBuilder text = new StringBuilder();
        switch (random.nextInt(depth > 0 ? 4 : 1)) {
            case 0 -> text.append(SCALARS.get(random.nextInt(SCALARS.size())));
            case 1 -> {
                for (int i = random.nextInt(4); i > 0; i--) {
                    text.append(text.isEmpty() ? "" : ", ").append(text(depth - 1));
                }
                return "[" + text + "]";
            }
            default -> {
                text.append(random.nextInt(4) > 0 ? "\"b\":5" : "\"b\" : 15.0");
                for (String name : List.of("a", "c", "d", "u", "e")) {
                    if (random.nextInt(name.equals("e") ? 12 : 3) == 0) {
                        text.append(", \"").append(name).append("\":").append(value(name, depth));
                    }
                }
                return "{" + text + "}";
            }
        }
        return text.toString();
    }

    private String value(String name, int depth) {
        if (random.nextInt(5) == 0) {
            return text(depth - 1);
        }
        return switch (name) {
            case "a" -> "\"abc\"";
            case "c" -> text(depth - 1);
            case "u" -> random.nextBoolean() ? "[1, 2, [3], {}, {\"a\":1}]" : "[{\"a\":1}, 2, {\"a\":1}]";
            default -> List.of("1", "\"x\"", "null", "[2]", "[2.00]").get(random.nextInt(5));
        };
    }
}
