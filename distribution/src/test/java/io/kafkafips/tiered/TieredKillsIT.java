package io.kafkafips.tiered;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker over the directory that is killed by SIGKILL while a file is being written there, again and again, under load. */
@Tag("conformance")
class TieredKillsIT {
    private static final int KILLS = Integer.getInteger("kafkafips.tiered.kills", 6);
    private static final String TEMPORARY = ".tmp";

    @Test
    void kill_whileTheStoreIsWritten_losesNothingManyTimes() throws Exception {
        try (TieredCluster cluster = TieredCluster.prepare("kills").start(TieredCluster.FIRST);
                Admin admin = cluster.admin();
                TieredTopic topic = TieredTopic.create(cluster, admin, "killed-again-and-again")) {
            int halfWritten = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                topic.send(4 * TieredTopic.SEGMENT_RECORDS);
                halfWritten += killInMidWrite(cluster, topic) ? 1 : 0;
                cluster.start(TieredCluster.FIRST);
                topic.awaitAcknowledged();
            }

            topic.awaitOnlyRemote(TieredCluster.FIRST);
            topic.assertComplete();
            topic.assertUnreadableForThieves();
            topic.deleteWithoutRest();
            assertThat(halfWritten).as("kills that left a file half written").isPositive();
            System.out.printf("tiered: %d kills, %d of them in the middle of a file%n", KILLS, halfWritten);
        }
    }

    /** Kills it as soon as a file has its temporary name; whether it still has that afterwards. */
    private static boolean killInMidWrite(TieredCluster cluster, TieredTopic topic) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!hasTemporary(topic) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        cluster.kill(TieredCluster.FIRST);
        return hasTemporary(topic);
    }

    private static boolean hasTemporary(TieredTopic topic) throws Exception {
        for (Path file : topic.objects().all()) {
            if (file.toString().endsWith(TEMPORARY)) {
                return true;
            }
        }
        return false;
    }
}
