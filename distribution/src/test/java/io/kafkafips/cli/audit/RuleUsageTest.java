package io.kafkafips.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleUsageTest {
    @TempDir
    private Path folder;

    @Test
    void lastUse_severalFilesAndAnAggregate_isTheLatestOfAll() throws Exception {
        write("one/audit-broker-1.jsonl", event("orders", "2026-01-05T00:00:00Z", ""));
        write(
                "two/audit-broker-2.jsonl",
                event(
                        "orders",
                        "2026-01-01T00:00:00Z",
                        ",\"count\":7,\"firstTime\":\"2026-01-01T00:00:00Z\",\"lastTime\":\"2026-01-09T00:00:00Z\""));

        RuleUsage usage = RuleUsage.read(folder);

        assertThat(usage.lastUse(rule("orders"))).contains(Instant.parse("2026-01-09T00:00:00Z"));
        assertThat(usage.lastUse(rule("other"))).isEmpty();
        assertThat(usage.events()).isEqualTo(8);
        assertThat(usage.from()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(usage.until()).isEqualTo(Instant.parse("2026-01-09T00:00:00Z"));
    }

    @Test
    void lastUse_remarkOfADryRun_isNoPartOfTheRule() throws Exception {
        String remark = "; would be denied by Condition(rule=x, unmet=source)";
        write("audit.jsonl", line(rule("orders").reason() + remark, "2026-01-05T00:00:00Z", ""));

        RuleUsage usage = RuleUsage.read(folder);

        assertThat(usage.lastUse(rule("orders"))).contains(Instant.parse("2026-01-05T00:00:00Z"));
    }

    /** The trail cuts what is longer than 1024 characters. */
    @Test
    void lastUse_nameThatTheTrailCuts_isFoundAllTheSame() throws Exception {
        String name = "x".repeat(2000);
        String rule = rule(name).reason().substring(0, 1024) + "...";
        write("audit.jsonl", line(rule, "2026-01-05T00:00:00Z", ""));

        RuleUsage usage = RuleUsage.read(folder);

        assertThat(usage.lastUse(rule(name))).contains(Instant.parse("2026-01-05T00:00:00Z"));
    }

    @Test
    void read_garbage_isCountedAndSkipped() throws Exception {
        write("audit.jsonl", "{\"half\n[]\n" + event("orders", "2026-01-05T00:00:00Z", "") + "\u0000\n");

        RuleUsage usage = RuleUsage.read(folder);

        assertThat(usage.unreadableLines()).isEqualTo(3);
        assertThat(usage.lastUse(rule("orders"))).isPresent();
    }

    @Test
    void read_folderWithoutAuditFile_isRefused() {
        assertThatThrownBy(() -> RuleUsage.read(folder)).isInstanceOf(CommandFailure.class);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String event(String topic, String time, String more) {
        return line(rule(topic).reason(), time, more);
    }

    private static String line(String rule, String time, String more) {
        return "{\"type\":\"io.kafkafips.authorization.v1\",\"time\":\"" + time
                + "\",\"data\":{\"decision\":\"ALLOWED\",\"operation\":\"READ\",\"rule\":\"" + rule + "\"" + more
                + "}}\n";
    }

    private static AclRule rule(String topic) {
        return new AclRule(
                ResourceType.TOPIC,
                topic,
                PatternType.LITERAL,
                "Group:payments",
                "*",
                AclOperation.READ,
                AclPermissionType.ALLOW);
    }
}
