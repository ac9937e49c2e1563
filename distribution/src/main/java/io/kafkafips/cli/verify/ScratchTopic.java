package io.kafkafips.cli.verify;

import io.kafkafips.commons.fips.FipsJca;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;

/** A topic of one partition for a test, which is deleted when it is closed. Its name is random: no topic of anybody's can be meant. */
final class ScratchTopic implements AutoCloseable {
    /** What the names of all of them begin with. */
    static final String PREFIX = "kafka-fips-verify-";

    private final Cluster cluster;
    private final String name;

    private ScratchTopic(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** Creates one with as many replicas as is the cluster's default. */
    static ScratchTopic create(Cluster cluster, Map<String, String> configs)
            throws ExecutionException, InterruptedException {
        ScratchTopic topic = new ScratchTopic(cluster, PREFIX + randomWord());
        NewTopic wanted = new NewTopic(topic.name, Optional.of(1), Optional.<Short>empty()).configs(configs);
        cluster.admin().createTopics(List.of(wanted)).all().get();
        return topic;
    }

    /** Sixteen random hexadecimal digits. */
    static String randomWord() {
        byte[] random = new byte[8];
        try {
            FipsJca.nonceRandom().nextBytes(random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The FIPS module has no random bits", e);
        }
        return HexFormat.of().formatHex(random);
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws ExecutionException {
        try {
            cluster.admin().deleteTopics(List.of(name)).all().get();
        } catch (InterruptedException e) {
            // the request is on its way; nobody waits for its answer
            Thread.currentThread().interrupt();
        }
    }
}
