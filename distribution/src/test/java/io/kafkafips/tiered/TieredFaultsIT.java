package io.kafkafips.tiered;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.Faults.Kind;
import io.kafkafips.tiered.Faults.Point;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real broker whose store fails, stalls and loses its broker in the middle of things. After each fault every acknowledged record is read
 * from the store, in order and once, the store holds nothing readable, and nothing of a topic that is deleted.
 */
class TieredFaultsIT {
    private static final int SEGMENT = TieredTopic.SEGMENT_RECORDS;

    private static TieredCluster cluster;
    private static Admin admin;
    private static Faults faults;

    @BeforeAll
    static void start() throws Exception {
        cluster = TieredCluster.prepare("faults").faulty().start(TieredCluster.FIRST);
        admin = cluster.admin();
        faults = cluster.faults();
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @AfterEach
    void clear() {
        List.of(Point.values()).forEach(faults::clear);
        assertThat(cluster.alarms()).isEmpty();
    }

    @Test
    void kill_inMidUpload_losesNothing() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "killed-in-upload")) {
            faults.set(Point.COPY_MIDDLE, Kind.STALL, topic.name());
            topic.send(3 * SEGMENT).awaitAcknowledged();
            awaitHits(Point.COPY_MIDDLE, 1);
            topic.send(SEGMENT);

            cluster.kill(TieredCluster.FIRST);
            faults.clear(Point.COPY_MIDDLE);
            cluster.start(TieredCluster.FIRST);

            topic.awaitAcknowledged();
            assertWhole(topic);
        }
    }

    @Test
    void upload_storeFailsInEveryWayForAWhile_losesNothing() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "failing-upload")) {
            topic.send(SEGMENT).awaitAcknowledged();
            for (Point point : List.of(Point.COPY_START, Point.COPY_MIDDLE, Point.COPY_END)) {
                for (Kind kind : List.of(Kind.FAIL, Kind.ERROR)) {
                    faults.set(point, kind, topic.name());
                    topic.send(SEGMENT).awaitAcknowledged();
                    awaitHits(point, 2);
                    faults.clear(point);
                }
            }
            assertWhole(topic);
        }
    }

    @Test
    void read_storeFailsAtEveryStepForAWhile_goesOnWithTheNextRecord() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "failing-read")) {
            topic.send(3 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            List<Point> points = List.of(Point.FETCH_INDEX, Point.FETCH_START, Point.FETCH_MIDDLE);
            points.forEach(point -> faults.set(point, Kind.FAIL, topic.name()));
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> topic.assertReadable(0, topic.size()));
            for (Point point : points) {
                awaitHits(point, 2);
                faults.clear(point);
            }
            reader.get(2 * TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertWhole(topic);
        }
    }

    @Test
    void retention_storeDeletesInPartAndFailsForAWhile_deletesTheRestLater() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "failing-delete")) {
            topic.send(4 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            faults.set(Point.DELETE_MIDDLE, Kind.FAIL, topic.name());
            topic.retain(TieredTopic.SEGMENT_BYTES);
            awaitHits(Point.DELETE_MIDDLE, 2);
            faults.clear(Point.DELETE_MIDDLE);

            TieredCluster.await(
                    "one log in the store", () -> topic.objects().logs().size() <= 1);
            topic.assertReadable(topic.offset(OffsetSpec.earliest()), topic.size());
            topic.deleteWithoutRest();
        }
    }

    @Test
    @Tag("conformance")
    void kill_inMidFetch_losesNothing() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "killed-in-fetch")) {
            topic.send(3 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            faults.set(Point.FETCH_MIDDLE, Kind.STALL, topic.name());
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> topic.assertReadable(0, topic.size()));
            awaitHits(Point.FETCH_MIDDLE, 1);

            cluster.kill(TieredCluster.FIRST);
            faults.clear(Point.FETCH_MIDDLE);
            cluster.start(TieredCluster.FIRST);

            reader.get(2 * TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertWhole(topic);
        }
    }

    @Test
    @Tag("conformance")
    void kill_whenTheUploadIsStoredButNotKnown_losesNothing() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "killed-after-upload")) {
            faults.set(Point.COPY_END, Kind.STALL, topic.name());
            topic.send(3 * SEGMENT).awaitAcknowledged();
            awaitHits(Point.COPY_END, 1);

            cluster.kill(TieredCluster.FIRST);
            faults.clear(Point.COPY_END);
            cluster.start(TieredCluster.FIRST);

            assertWhole(topic);
        }
    }

    @Test
    @Tag("conformance")
    void stall_inUploadAndInFetch_leavesOtherTopicsAlone() throws Exception {
        try (TieredTopic stalled = TieredTopic.create(cluster, admin, "stalled");
                TieredTopic other = TieredTopic.create(cluster, admin, "beside-a-stalled-one")) {
            stalled.send(3 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            faults.set(Point.FETCH_MIDDLE, Kind.STALL, stalled.name());
            faults.set(Point.COPY_MIDDLE, Kind.STALL, stalled.name());
            CompletableFuture<Void> reader =
                    CompletableFuture.runAsync(() -> stalled.assertReadable(0, stalled.size()));
            awaitHits(Point.FETCH_MIDDLE, 1);
            stalled.send(SEGMENT).awaitAcknowledged();
            awaitHits(Point.COPY_MIDDLE, 1);

            other.send(2 * SEGMENT).awaitAcknowledged();
            other.assertReadable(0, other.size());
            assertThat(reader).isNotCompleted();
            faults.clear(Point.FETCH_MIDDLE);
            faults.clear(Point.COPY_MIDDLE);

            reader.get(2 * TieredCluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertWhole(stalled);
            assertWhole(other);
        }
    }

    /** The oracle: from the store and complete, unreadable there, and gone with the topic. */
    private static void assertWhole(TieredTopic topic) throws Exception {
        topic.awaitOnlyRemote(TieredCluster.FIRST);
        topic.assertComplete();
        topic.assertUnreadableForThieves();
        topic.deleteWithoutRest();
    }

    private static void awaitHits(Point point, int count) throws Exception {
        TieredCluster.await(point + " reached " + count + " times", () -> faults.hitCount(point) >= count);
    }
}
