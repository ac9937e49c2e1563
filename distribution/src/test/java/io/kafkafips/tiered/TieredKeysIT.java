package io.kafkafips.tiered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.tiered.key.KeyRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real broker whose keys are away for a while, rotated, and shredded, by what the command line itself uses, without a word to the
 * broker.
 */
class TieredKeysIT {
    private static final int SEGMENT = TieredTopic.SEGMENT_RECORDS;

    private static TieredCluster cluster;
    private static Admin admin;
    private static TieredKeys keys;

    @BeforeAll
    static void start() throws Exception {
        cluster = TieredCluster.prepare("keys")
                .with("rsm.config.keys.refresh.interval.ms", "200")
                .with("rsm.config.keys.cache.max.age.ms", "2000")
                .with("rsm.config.keys.cache.negative.ms", "200")
                .start(TieredCluster.FIRST);
        admin = cluster.admin();
        keys = new TieredKeys(cluster.parts());
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @AfterEach
    void bringBack() throws Exception {
        keys.bringBack();
        assertThat(cluster.alarms()).isEmpty();
    }

    @Test
    void keys_awayForAWhile_letReadersAndUploadsWaitAndDeletionsGoOn() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "without-keys");
                TieredTopic deleted = TieredTopic.create(cluster, admin, "deleted-without-keys")) {
            topic.send(3 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            deleted.send(2 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            int before = log().length();
            keys.hide();
            // for a while the broker still has what it knows
            TieredCluster.await("reads that find no key", () -> {
                topic.readSome();
                return log().indexOf("No key to decrypt", before) > 0;
            });
            long tiered = topic.offset(OffsetSpec.latestTiered());
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> topic.assertReadable(0, 3 * SEGMENT));
            topic.send(2 * SEGMENT).awaitAcknowledged();
            deleted.deleteWithoutRest();

            assertThat(topic.offset(OffsetSpec.latestTiered())).isEqualTo(tiered);
            assertThat(reader).isNotCompleted();
            keys.bringBack();

            reader.get(2 * TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            topic.awaitOnlyRemote(TieredCluster.FIRST);
            assertThat(topic.offset(OffsetSpec.latestTiered())).isGreaterThan(tiered);
            topic.assertComplete();
            topic.assertUnreadableForThieves();
            topic.deleteWithoutRest();
        }
    }

    @Test
    void topicKey_rotated_isUsedForNewSegmentsAndTheOldStayReadable() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "rotated")) {
            topic.send(2 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            KeyRef first = keys.newest(topic).ref();
            KeyRef second = keys.rotate(topic);
            TieredCluster.await("a segment under " + second, () -> {
                topic.send(SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
                return TieredKeys.keysOf(topic).contains(second.toString());
            });

            assertThat(TieredKeys.keysOf(topic)).containsExactlyInAnyOrder(first.toString(), second.toString());
            topic.assertComplete();
            topic.deleteWithoutRest();
        }
    }

    @Test
    void root_replacedAndRemoved_leavesEverythingReadable() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "under-the-old-root");
                TieredTopic later = TieredTopic.create(cluster, admin, "under-the-new-root")) {
            topic.send(2 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            String old = keys.newest(topic).root().orElseThrow();
            String next = old + "-next";
            keys.addRoot(next);
            TieredCluster.await("a topic key under " + next, () -> {
                later.send(SEGMENT).awaitAcknowledged();
                return keys.rootsInUse().contains(next);
            });
            keys.rewrapAll(next);
            keys.removeRoot(old);

            assertThat(keys.rootsInUse()).containsExactly(next);
            // past the time for which the broker may keep an unwrapped key
            Thread.sleep(3000);
            topic.assertComplete();
            later.awaitOnlyRemote(TieredCluster.FIRST).assertComplete();
            topic.deleteWithoutRest();
            later.deleteWithoutRest();
        }
    }

    @Test
    void topicKey_shredded_isOneClearErrorForThatTopicAlone() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "shredded");
                TieredTopic other = TieredTopic.create(cluster, admin, "beside-a-shredded-one")) {
            topic.send(3 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            topic.assertComplete();
            keys.shred(topic);
            TieredCluster.await("what is shredded is not read", () -> !isReadable(topic));

            assertThatThrownBy(topic::readAll)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("Encountered corrupt message when fetching offset 0");
            assertThat(log()).contains("was shredded at");
            other.send(2 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            other.assertComplete();
            other.deleteWithoutRest();
            topic.deleteWithoutRest();
        }
    }

    @Test
    void retention_afterTheKeyIsShredded_deletesAllTheSame() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "shredded-and-expired")) {
            topic.send(4 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            keys.shred(topic);
            topic.retain(TieredTopic.SEGMENT_BYTES);

            TieredCluster.await(
                    "one log in the store", () -> topic.objects().logs().size() <= 1);
            assertThat(topic.offset(OffsetSpec.earliest())).isPositive();
            topic.deleteWithoutRest();
        }
    }

    @Test
    @Tag("conformance")
    void start_withoutKeys_isRefusedAndSaysWhyAndLosesNothing() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "started-without-keys")) {
            topic.send(3 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            cluster.kill(TieredCluster.FIRST);
            keys.hide();
            try (KafkaNode refused = cluster.launch(TieredCluster.FIRST)) {
                assertThat(refused.awaitEnd(TieredCluster.PATIENCE)).isNotZero();
                assertThat(refused.logText()).contains("rsm.config.keys.", "Remedy");
            }
            keys.bringBack();
            cluster.start(TieredCluster.FIRST);

            topic.send(SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            topic.assertComplete();
            topic.deleteWithoutRest();
        }
    }

    private static boolean isReadable(TieredTopic topic) {
        try {
            topic.readAll();
            return true;
        } catch (KafkaException e) {
            return false;
        }
    }

    private static String log() {
        return cluster.node(TieredCluster.FIRST).logText();
    }
}
