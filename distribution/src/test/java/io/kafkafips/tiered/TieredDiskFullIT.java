package io.kafkafips.tiered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store on a real file system without room: a tmpfs of a few megabytes, which only root can mount. */
@Tag("conformance")
class TieredDiskFullIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private TieredCluster cluster;
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        cluster = TieredCluster.prepare("disk-full");
        disk = Files.createDirectories(cluster.remote().folder());
        mounted = run("mount", "-t", "tmpfs", "-o", "size=5m,mode=0700", "tmpfs", disk.toString());
        assumeTrue(mounted, "a tmpfs cannot be mounted here");
    }

    @AfterEach
    void unmount() {
        cluster.close();
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    @Test
    void upload_noRoomForAWhile_losesNothing() throws Exception {
        cluster.start(TieredCluster.FIRST);
        try (Admin admin = cluster.admin();
                TieredTopic topic = TieredTopic.create(cluster, admin, "without-room")) {
            topic.send(8 * TieredTopic.SEGMENT_RECORDS).awaitAcknowledged();
            TieredCluster.await(
                    "an upload that has no room",
                    () -> cluster.node(TieredCluster.FIRST).logText().contains("No space left on device"));
            long tiered = topic.offset(OffsetSpec.latestTiered());
            assertThat(run("mount", "-o", "remount,size=64m", disk.toString())).isTrue();

            topic.awaitOnlyRemote(TieredCluster.FIRST);
            assertThat(topic.offset(OffsetSpec.latestTiered())).isGreaterThan(tiered);
            topic.assertComplete();
            topic.assertUnreadableForThieves();
            topic.deleteWithoutRest();
        }
    }

    private static boolean run(String... command) {
        return Command.run(List.of(command), TIMEOUT).exitCode() == 0;
    }
}
