package io.kafkafips.authorizer.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.commons.config.YamlException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Any text as a policy file: seeded in every build, guided by coverage with {@code -Pfuzz}. */
class ConditionReaderFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-29T00:59:59Z"));
    private static final String POLICY = """
            version: 1
            dry-run: false
            rules:
              - name: a
                principals: ["Group:payments"]
                except-principals: ["Cn:batch"]
                resources: [topic: "pay-*", group: "*"]
                operations: [READ, WRITE]
                require:
                  listeners: [CLIENTS]
                  min-tls-version: TLSv1.3
                  issuer: ["CN=Plant CA,O=Example"]
                  client-id: ["billing-*"]
                  source: [10.0.0.0/8, "2001:db8::/32"]
                  time:
                    - {days: [mon-fri], from: "06:00", to: "22:00", zone: Europe/Berlin}
            """;

    /** Rules that decide about a request, or a refusal that says where. */
    @FuzzTest(maxDuration = "2m")
    void read_anyText_isRulesOrARefusalWithItsPlace(byte[] input) {
        try {
            ConditionReader.read("policy.yaml", input)
                    .check(
                            Conditions.origin("User:alice", "Group:payments"),
                            ResourceType.TOPIC,
                            "pay-1",
                            AclOperation.WRITE,
                            false,
                            CLOCK);
        } catch (YamlException e) {
            if (!String.valueOf(e.getMessage()).startsWith("policy.yaml:" + e.line() + ":" + e.column() + ": ")) {
                throw new AssertionError(e.getMessage(), e);
            }
        }
    }

    @Test
    void read_randomlyChanged_isReadOrRefusedButNeverFailsOtherwise() {
        Random random = new Random(8);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = POLICY.getBytes(StandardCharsets.US_ASCII);
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            read_anyText_isRulesOrARefusalWithItsPlace(bytes);
            read += isRead(bytes) ? 1 : 0;
        }
        assertThat(read).isBetween(50, 4_900);
    }

    private static boolean isRead(byte[] bytes) {
        try {
            return !ConditionReader.read("policy.yaml", bytes).isEmpty();
        } catch (YamlException e) {
            return false;
        }
    }
}
