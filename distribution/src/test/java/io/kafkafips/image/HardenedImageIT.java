package io.kafkafips.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The image with a linked JRE, as hardened as an operator can run it. */
@Tag("conformance")
class HardenedImageIT {
    private static final String IMAGE = "kafka-fips-it:jlink";
    private static final String TMPFS = "exec,uid=1001,mode=0700,size=64m";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int RECORDS = 500;

    @BeforeAll
    static void build() {
        ImageBuild.assumePossible();
        ImageBuild.build("jlink", IMAGE, "--base", "kafka-fips-base:cc", "--build-image", "kafka-fips-base:jdk");
    }

    /** One container for a life of a broker: a start is what costs. */
    @Test
    void container_hardened_servesSurvivesAKillAndStopsCleanly() throws Exception {
        try (HardenedBroker broker = HardenedBroker.start(IMAGE, "hardened", TMPFS, Map.of())) {
            assertThat(broker.processStatus().lines())
                    .contains(
                            "CapEff:\t0000000000000000",
                            "CapBnd:\t0000000000000000",
                            "NoNewPrivs:\t1",
                            "Uid:\t1001\t1001\t1001\t1001");
            assertThat(broker.log())
                    .contains("in approved-only mode; providers [BCFIPS, BCJSSE, KAFKAFIPS]; native acceleration READY")
                    .doesNotContain("throw-away-password");
            assertThat(broker.awaitHealthy()).isEqualTo("0 ready\n");

            RoundTrip clients = new RoundTrip(broker.clientSettings());
            List<String> zstd = clients.produce("zstd", "zstd", RECORDS);
            assertThat(clients.consume("zstd", RECORDS)).isEqualTo(zstd);

            List<String> kept = clients.produce("kept", "snappy", RECORDS);
            broker.killAndStart();
            assertThat(clients.consume("kept", RECORDS)).isEqualTo(kept);
            assertThat(clients.consume("zstd", RECORDS)).isEqualTo(zstd);

            assertThat(broker.stop()).as("exit code after SIGTERM").isEqualTo(143);
            assertThat(broker.log()).contains("[BrokerServer id=1] shut down completed");
        }
    }

    @Test
    void start_noexecTmpfs_refusesWithOneLine() {
        CommandResult result = run(List.of("--tmpfs", "/run/kafka:uid=1001,mode=0700"));

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output().lines())
                .singleElement()
                .asString()
                .startsWith("kafka-fips: java.io.tmpdir /run/kafka is mounted noexec")
                .contains("Remedy: --tmpfs /run/kafka:exec,uid=1001");
    }

    @Test
    void start_readOnlyWithoutTmpfs_refusesWithOneLine() {
        CommandResult result = run(List.of());

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output().lines())
                .singleElement()
                .asString()
                .contains("/run/kafka is not a folder that this user can write");
    }

    @Test
    void start_approvedOnlySwitchedOffByEnvironment_isApprovedOnlyAllTheSame() {
        CommandResult result = run(List.of(
                "--tmpfs",
                "/run/kafka:" + TMPFS,
                "--env",
                "JDK_JAVA_OPTIONS=-Dorg.bouncycastle.fips.approved_only=false"));

        // no cluster id: it ends after the proof, which would have refused with 4
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("in approved-only mode").contains("CLUSTER_ID is not set");
    }

    @Test
    void image_listed_hasNoShellNoSetuidAndThreeFoldersForItsGroup() {
        String container = "kafka-fips-it-listed-" + System.nanoTime();
        ImageBuild.run(List.of("docker", "create", "--name", container, IMAGE));
        try {
            List<String> files = ImageBuild.run(List.of("sh", "-c", "docker export " + container + " | tar -tv"))
                    .lines()
                    .toList();

            assertThat(files)
                    .hasSizeGreaterThan(100)
                    .noneMatch(file -> file.matches(".*/(sh|bash|dash|busybox|apt|apt-get|dpkg)$"))
                    .noneMatch(file -> file.substring(0, 10).contains("s"));
            assertThat(files.stream()
                            // what Docker itself puts there has the mode 755
                            .filter(file -> file.startsWith("drwxrwx--") || file.startsWith("-rwxrwx"))
                            .map(file -> file.substring(file.lastIndexOf(' ') + 1)))
                    .containsExactlyInAnyOrder("run/kafka/", "var/lib/kafka/audit/", "var/lib/kafka/data/");
            assertThat(files).anyMatch(file -> file.endsWith(" opt/kafka-fips/sbom/kafka.cdx.json"));
        } finally {
            ImageBuild.run(List.of("docker", "rm", "--force", container));
        }
    }

    private static CommandResult run(List<String> more) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--read-only", "--cap-drop", "ALL"));
        command.addAll(List.of("--security-opt", "no-new-privileges", "--user", "1001", "--env", "KAFKA_NODE_ID=1"));
        command.addAll(more);
        command.add(IMAGE);
        return Command.run(command, TIMEOUT);
    }
}
