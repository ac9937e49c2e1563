package io.kafkafips.validator.rule;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.Test;

/** Any bytes as JSON: seeded in every build, guided by coverage with {@code -Pfuzz}. */
class JsonFuzzTest {
    private static final int DEPTH = 64;

    private final JsonScanner scanner = JsonScanner.withUniqueNames();
    private final JsonReader reader = new JsonReader("value", DEPTH, "null");

    /** The reader takes what the scanner lets pass, but for endless numbers, and nothing else. */
    @FuzzTest(maxDuration = "2m")
    void read_anyBytes_agreesWithTheScanner(byte[] input) {
        byte[] inside = new byte[input.length + 2];
        System.arraycopy(input, 0, inside, 1, input.length);
        boolean accepted = scanner.scan(inside, 1, input.length, DEPTH);
        try {
            reader.read(Octets.of(input));
            if (!accepted) {
                throw new AssertionError("Read what is not accepted");
            }
        } catch (InvalidRecordException e) {
            if (accepted && !String.valueOf(e.getMessage()).contains("has a number of")) {
                throw new AssertionError("Refused what is accepted: " + e.getMessage(), e);
            }
        }
    }

    @Test
    void read_randomlyChanged_agreesWithTheScanner() {
        Random random = new Random(64);
        String document =
                "{\"a\":[1,-2.5e3,\"\\u0061\\ud83d\\ude00\"],\"b\":{\"c\":null,\"\\u0063d\":true},\"e\":\"x\"}";
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = document.getBytes(StandardCharsets.US_ASCII);
            for (int change = random.nextInt(3); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = bytes[random.nextInt(bytes.length)];
            }
            read_anyBytes_agreesWithTheScanner(bytes);
        }
    }
}
