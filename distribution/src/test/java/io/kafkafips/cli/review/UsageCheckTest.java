package io.kafkafips.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.audit.RuleUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageCheckTest {
    private static final AclRule USED = rule(AclPermissionType.ALLOW, AclOperation.CREATE);
    private static final AclRule UNUSED = rule(AclPermissionType.ALLOW, AclOperation.DELETE);
    private static final AclRule DATA = rule(AclPermissionType.ALLOW, AclOperation.READ);
    private static final AclRule DENIAL = rule(AclPermissionType.DENY, AclOperation.READ);

    @TempDir
    private Path folder;

    private RuleUsage usage;

    @BeforeEach
    void writeAudit() throws Exception {
        Files.writeString(
                folder.resolve("audit.jsonl"),
                "{\"type\":\"io.kafkafips.authorization.v1\",\"time\":\"2026-01-05T00:00:00Z\",\"data\":{\"decision\":\"ALLOWED\","
                        + "\"operation\":\"CREATE\",\"rule\":\"" + USED.reason() + "\"}}\n");
        usage = RuleUsage.read(folder);
    }

    /** An allowed READ is not written with {@code audit.allowed=admin}: that there is none says nothing. */
    @Test
    void findings_dataRequestsNotAudited_ruleForThemIsNotJudged() {
        UsageCheck check = new UsageCheck(usage, false, Instant.MIN);

        assertThat(check.findings(List.of(USED, UNUSED, DATA, DENIAL)))
                .extracting(Finding::rule)
                .containsExactly(UNUSED, DENIAL);
        assertThat(check.notJudged(List.of(USED, UNUSED, DATA, DENIAL))).isEqualTo(1);
    }

    @Test
    void findings_dataRequestsAudited_ruleForThemIsJudged() {
        UsageCheck check = new UsageCheck(usage, true, Instant.MIN);

        assertThat(check.findings(List.of(DATA))).hasSize(1);
        assertThat(check.notJudged(List.of(DATA))).isZero();
    }

    @Test
    void findings_lastUseLongAgo_saysWhen() {
        UsageCheck check = new UsageCheck(usage, false, Instant.parse("2026-02-01T00:00:00Z"));

        assertThat(check.findings(List.of(USED)))
                .extracting(Finding::explanation)
                .containsExactly("decided no request since 2026-01-05T00:00:00Z");
    }

    private static AclRule rule(AclPermissionType permission, AclOperation operation) {
        return new AclRule(
                ResourceType.TOPIC, "payments", PatternType.LITERAL, "Group:payments", "*", operation, permission);
    }
}
