package io.kafkafips.tiered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A real, approved-only broker whose delegate puts its segments into a bucket with the AWS SDK, from a class path of its own, over a real
 * S3 server that checks signatures.
 */
@Tag("conformance")
class S3TieredStorageIT {
    private static final int SEGMENT = TieredTopic.SEGMENT_RECORDS;
    private static final int HEADER_BYTES = 1024;
    private static final int FRAME_BYTES = 65536 + 28;

    private static S3Store store;
    private static TieredCluster cluster;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        store = S3Store.start(FreshFolder.of(Checkout.root().resolve("distribution/target/tiered/s3proxy")));
        cluster = TieredCluster.prepare("s3")
                .delegate(S3Store.DELEGATE, S3Store.classPath(), store.delegateSettings())
                .with("rsm.config.chunk.size.bytes", "65536")
                .start(TieredCluster.FIRST);
        admin = cluster.admin();
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        if (store != null) {
            store.close();
        }
    }

    @Test
    void segments_inABucket_areUnreadableThereAndReadBackComplete() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "in-a-bucket")) {
            topic.send(6 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);

            topic.assertComplete();
            assertThat(store.objects().logs()).hasSizeGreaterThanOrEqualTo(5);
            assertThat(store.objects().withoutContainer()).isEmpty();
            assertThat(store.objects().holding(TieredTopic.MARKER, topic.name()))
                    .isEmpty();

            topic.delete();
            TieredCluster.await("an empty bucket", () -> store.objects().all().isEmpty());
        }
    }

    @Test
    void chunks_thatChangePlacesInTheBucket_areOneClearErrorUntilTheyAreBack() throws Exception {
        try (TieredTopic topic = TieredTopic.create(cluster, admin, "swapped-chunks")) {
            topic.send(3 * SEGMENT).awaitAcknowledged().awaitOnlyRemote(TieredCluster.FIRST);
            Path object = store.objects().largestLog();
            swapFirstTwoChunks(object);

            assertThatThrownBy(topic::readAll)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("Encountered corrupt message when fetching offset");

            swapFirstTwoChunks(object);
            topic.assertComplete();
            topic.delete();
            TieredCluster.await("an empty bucket", () -> store.objects().all().isEmpty());
        }
    }

    private static void swapFirstTwoChunks(Path object) throws IOException {
        byte[] bytes = Files.readAllBytes(object);
        byte[] first = Arrays.copyOfRange(bytes, HEADER_BYTES, HEADER_BYTES + FRAME_BYTES);
        System.arraycopy(bytes, HEADER_BYTES + FRAME_BYTES, bytes, HEADER_BYTES, FRAME_BYTES);
        System.arraycopy(first, 0, bytes, HEADER_BYTES + FRAME_BYTES, FRAME_BYTES);
        Files.write(object, bytes);
    }
}
