package io.kafkafips.validator.rule.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.rule.TestRecord;
import io.kafkafips.validator.rule.TestRules;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Any bytes as a signature: seeded in every build, guided by coverage with {@code -Pfuzz}. */
class JwsFuzzTest {
    /** RFC 7515, appendix A.3. */
    private static final String KEY_SET = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\","
            + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

    private static final String SIGNED = "eyJhbGciOiJFUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static Signature rule;

    @BeforeAll
    static void configure() throws ReflectiveOperationException {
        FipsProvider.install();
        rule = TestRules.about(
                RecordPart.VALUE,
                new Signature(),
                Map.of("keys", "keys.json"),
                Map.of("keys.json", KEY_SET.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whatever is accepted has the header of the one signature there is: no other can be made without the key. */
    @FuzzTest(maxDuration = "2m")
    void verify_anyBytes_isRefusedUnlessItIsTheSignature(byte[] input) {
        String verdict = TestRules.verdict(rule, TestRecord.withValue(input));
        String signedPart = SIGNED.substring(0, SIGNED.lastIndexOf('.'));
        if (verdict.equals(TestRules.ACCEPTED)
                && !new String(input, StandardCharsets.ISO_8859_1).startsWith(signedPart)) {
            throw new AssertionError("Accepted what nobody signed");
        }
    }

    @Test
    void verify_exampleOfTheRfcRandomlyChanged_isRefused() {
        Random random = new Random(7515);
        verify_anyBytes_isRefusedUnlessItIsTheSignature(SIGNED.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = SIGNED.getBytes(StandardCharsets.US_ASCII);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            verify_anyBytes_isRefusedUnlessItIsTheSignature(bytes);
        }
    }

    @Test
    void verify_exampleOfTheRfc_passes() {
        assertThat(TestRules.verdict(rule, TestRecord.withValue(SIGNED))).isEqualTo(TestRules.ACCEPTED);
    }
}
