package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.AuditFacts;
import io.kafkafips.commons.audit.AuditOrigin;
import io.kafkafips.commons.audit.AuditTrail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit-verify} over a trail that a node would have written. */
class AuditVerifyTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    private Path parent;

    private Path folder;
    private Path key;

    @BeforeEach
    void writeTrail() throws Exception {
        folder = parent.resolve("audit");
        key = Files.writeString(parent.resolve("k0"), KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> settings =
                Map.of("audit.directory", folder.toString(), "audit.hmac.key.file", key.toString());
        try (AuditTrail trail = AuditTrail.open(
                AuditConfig.of(settings).orElseThrow(), new AuditOrigin("broker-1", Map.of()), Clock.systemUTC())) {
            trail.append(1_000, new Denial("one"));
            trail.append(2_000, new Denial("two"));
        }
    }

    @Test
    void auditVerify_untouchedTrail_isIntact() {
        CliRun run = CliRun.of("audit-verify", folder.toString(), "--key-file", key.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("intact: +true")
                .contains("  broker-1  ")
                .doesNotContain("assumed");
    }

    @Test
    void auditVerify_withoutKey_saysWhatThatLeavesOpen() {
        CliRun run = CliRun.of("audit-verify", folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("the chain alone was checked");
    }

    @Test
    void auditVerify_lineRemoved_isAFinding() throws Exception {
        Path file = trailFile();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(1);
        Files.write(file, lines);

        CliRun run = CliRun.of("audit-verify", folder.toString(), "--key-file", key.toString(), "--format", "csv");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("finding,file,line,explanation\r\n").contains("missing-lines,");
    }

    @Test
    void auditVerify_lineThatIsKnownFromElsewhere_hasToBeThere() {
        String there = CliRun.of("audit-verify", folder.toString(), "--json")
                .out()
                .replaceAll("(?s).*\"lastLine\" : \"([^\"]*)\".*", "$1");

        CliRun found = CliRun.of("audit-verify", folder.toString(), "--expect", there);
        CliRun missing = CliRun.of("audit-verify", folder.toString(), "--expect", "broker-1:99:" + "0".repeat(64));

        assertThat(found.exitCode()).as(found.out() + found.err()).isZero();
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).contains("unknown-line");
    }

    @Test
    void auditVerify_keyThatOthersCanRead_isRefused() throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        CliRun run = CliRun.of("audit-verify", folder.toString(), "--key-file", key.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("can be read by others. Remedy: chmod 600 ");
    }

    @Test
    void auditVerify_malformedKey_isRefusedAndNotShown() throws Exception {
        Files.writeString(key, KEY + "zz");

        CliRun run = CliRun.of("audit-verify", folder.toString(), "--key-file", key.toString(), "--debug");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("64 hexadecimal digits").doesNotContain(KEY);
    }

    private Path trailFile() throws Exception {
        try (var files = Files.newDirectoryStream(folder, "*.jsonl")) {
            return files.iterator().next();
        }
    }

    private record Denial(String subject) implements AuditFacts {
        @Override
        public String type() {
            return "io.kafkafips.authorization.v1";
        }

        @Override
        public boolean urgent() {
            return true;
        }

        @Override
        public void describe(AuditData data) {
            data.add("decision", "DENIED");
        }
    }
}
