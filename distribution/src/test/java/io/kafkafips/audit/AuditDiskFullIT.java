package io.kafkafips.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.commons.audit.AuditTrail;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.FreshFolder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real file system without room: a tmpfs of one megabyte, which only root can mount. */
class AuditDiskFullIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/audit/disk-full");
    private static final Path DISK = FOLDER.resolve("disk");

    private AuditSettings settings;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        FreshFolder.of(FOLDER);
        Files.createDirectories(DISK);
        mounted = Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", DISK.toString()), TIMEOUT)
                        .exitCode()
                == 0;
        assumeTrue(mounted, "a tmpfs cannot be mounted here");
        settings = new AuditSettings(DISK.resolve("trails"), AuditSettings.writeKey(FOLDER.resolve("k0")));
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            Command.run(List.of("umount", DISK.toString()), TIMEOUT);
        }
    }

    @Test
    void append_noRoomForAWhile_goesOnByItselfWithAGapAndExactTotals() throws Exception {
        long offered = 0;
        Path filler = Files.write(DISK.resolve("filler"), new byte[700_000]);
        long lost;
        try (AuditTrail trail = settings.open(Map.of(
                "audit.aggregation.window.ms", "0", "audit.queue.capacity", "100", "audit.rotate.bytes", "50000"))) {
            while (failing() == 0) {
                trail.append(0, new NumberedFacts((int) offered++, false));
            }
            for (int i = 0; i < 1000; i++) {
                trail.append(0, new NumberedFacts((int) offered++, false));
            }
            Files.delete(filler);
            while (failing() == 1) {
                Thread.sleep(20);
            }
            trail.append(0, new NumberedFacts((int) offered++, true));
            lost = trail.lostEvents();
        }

        TrailReport report = settings.verify().trails().get(0);
        assertThat(settings.verify().findings()).isEmpty();
        assertThat(report.crashes()).isZero();
        assertThat(lost).isPositive();
        assertThat(report.lost()).isEqualTo(lost);
        assertThat(report.events() + report.lost()).isEqualTo(offered);
    }

    @Test
    void append_noRoomAndDeny_letsNothingHappenUntilThereIsRoom() throws Exception {
        long allowed = 0;
        long offered = 0;
        Path filler = Files.write(DISK.resolve("filler"), new byte[900_000]);
        try (AuditTrail trail = settings.open(
                Map.of("audit.aggregation.window.ms", "0", "audit.queue.capacity", "100", "audit.overflow", "deny"))) {
            while (failing() == 0) {
                allowed += trail.append(0, new NumberedFacts((int) offered++, false)) ? 1 : 0;
            }
            assertThat(trail.append(0, new NumberedFacts((int) offered++, false)))
                    .isFalse();
            Files.delete(filler);
            while (failing() == 1) {
                Thread.sleep(20);
            }
            offered++;
            assertThat(trail.append(0, new NumberedFacts(1, false))).isTrue();
            allowed++;
        }

        TrailReport report = settings.verify().trails().get(0);
        assertThat(settings.verify().findings()).isEmpty();
        assertThat(report.events()).isEqualTo(allowed);
        assertThat(report.lost()).isEqualTo(offered - allowed);
    }

    private static int failing() throws Exception {
        ObjectName name = new ObjectName("io.kafkafips:type=Audit,trail=broker-1");
        return (int) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Failing");
    }
}
