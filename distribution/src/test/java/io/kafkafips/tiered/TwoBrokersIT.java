package io.kafkafips.tiered;

import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two brokers with the same keys and the same store: what one of them stored, the other one reads. */
@Tag("conformance")
class TwoBrokersIT {
    @Test
    void leader_diesAfterItsUploads_isFollowedByOneThatReadsThem() throws Exception {
        try (TieredCluster cluster = TieredCluster.prepare("two-brokers")
                        .with("rlmm.config.remote.log.metadata.topic.replication.factor", "2")
                        // one of them has to do for a while
                        .with("rlmm.config.remote.log.metadata.topic.min.isr", "1")
                        .start(TieredCluster.FIRST, TieredCluster.SECOND);
                Admin admin = cluster.admin();
                TieredTopic topic = TieredTopic.create(
                        cluster, admin, "moving", List.of(TieredCluster.SECOND, TieredCluster.FIRST))) {
            topic.send(4 * TieredTopic.SEGMENT_RECORDS).awaitAcknowledged().awaitOnlyRemote(TieredCluster.SECOND);
            topic.awaitOnlyRemote(TieredCluster.FIRST);
            topic.send(TieredTopic.SEGMENT_RECORDS);

            cluster.kill(TieredCluster.SECOND);

            topic.awaitAcknowledged();
            topic.assertComplete();
            topic.send(2 * TieredTopic.SEGMENT_RECORDS).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            cluster.start(TieredCluster.SECOND);
            topic.assertComplete();
            topic.assertUnreadableForThieves();
            topic.deleteWithoutRest();
        }
    }
}
