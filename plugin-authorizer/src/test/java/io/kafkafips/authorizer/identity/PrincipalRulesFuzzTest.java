package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** Any text as principal rules: seeded in every build, guided by coverage with {@code -Pfuzz}. */
class PrincipalRulesFuzzTest {
    private static final String RULES = "anchor \"CN=Root,O=Example\" gives all;\n"
            + " anchor 'CN=\"a,b\",O=P' sha256:" + "AB:".repeat(31) + "CD"
            + " gives User as \"p-{}\", Group matching \"a*\" | 'b' as \"p-{}\",Dns; anchor any gives nothing ; ";

    /** Rules, or a refusal that names the setting and a remedy. */
    @FuzzTest(maxDuration = "2m")
    void parse_anyText_isRulesOrARefusal(byte[] input) {
        try {
            if (!PrincipalRules.parse(new String(input, StandardCharsets.UTF_8)).isSet()) {
                throw new AssertionError("Rules without a rule");
            }
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.startsWith(PrincipalRules.CONFIG) || !message.contains("Remedy: ")) {
                throw new AssertionError(message, e);
            }
        }
    }

    @Test
    void parse_randomlyChanged_isReadOrRefusedButNeverFailsOtherwise() {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = RULES.getBytes(StandardCharsets.US_ASCII);
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            parse_anyText_isRulesOrARefusal(bytes);
            read += isRead(bytes) ? 1 : 0;
        }
        assertThat(read).isBetween(100, 19_000);
    }

    private static boolean isRead(byte[] bytes) {
        try {
            return PrincipalRules.parse(new String(bytes, StandardCharsets.UTF_8))
                    .isSet();
        } catch (ConfigException e) {
            return false;
        }
    }
}
