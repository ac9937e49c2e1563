package io.kafkafips.validator.rule.encrypted;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.validator.rule.TestRecord;
import io.kafkafips.validator.rule.TestRules;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes as an encrypted value: seeded in every build, guided by coverage with {@code -Pfuzz}. */
class EncryptedFuzzTest {
    private static final byte[] VERSION = {2};

    private final Encrypted rule = TestRules.aboutValue(
            new Encrypted(), Map.of("accept", "kroxylicious,csfle,aws-encryption-sdk,jwe", "fields", "a.b"));

    /** Accepted or refused, and never accepted when it is plain words. */
    @FuzzTest(maxDuration = "2m")
    void check_anyBytes_isDecided(byte[] input) {
        String verdict =
                TestRules.verdict(rule, TestRecord.withValue(input).and("kroxylicious.io/encryption", VERSION));
        boolean words = input.length > 0;
        for (byte b : input) {
            words &= (b >= 'a' && b <= 'z') || b == ' ';
        }
        if (words && verdict.equals(TestRules.ACCEPTED)) {
            throw new AssertionError("Accepted as encrypted: plain words");
        }
    }

    @Test
    void check_randomBytes_isDecided() {
        Random random = new Random(3);
        byte[][] starts = {
            {0}, {1, (byte) 0x80, 3, 0x78}, {2, 5, 0x78}, "eyJhbGci".getBytes(StandardCharsets.US_ASCII), {}
        };
        for (int i = 0; i < 50_000; i++) {
            byte[] input = new byte[random.nextInt(120) + 8];
            random.nextBytes(input);
            byte[] start = starts[i % starts.length];
            System.arraycopy(start, 0, input, 0, start.length);
            check_anyBytes_isDecided(input);
        }
    }
}
