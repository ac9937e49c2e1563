package io.kafkafips.validation;

import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A real broker, its own controller, whose only plug-in is the record validator, with its policies in a file. Its listeners are plaintext:
 * TLS is proved elsewhere, and foreign clients need no certificates. The JVM is FIPS-only all the same.
 */
final class ValidatingBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    private final Path folder;
    private final KafkaRuntime kafka;
    private final Jdk jdk;
    private final List<Integer> ports = Ports.free(2);
    private final Map<String, String> more = new TreeMap<>();
    private final List<String> flags = new ArrayList<>(List.of("-Dkafka.log.level=INFO"));
    private @Nullable KafkaNode node;

    /** @param folder for its files */
    ValidatingBroker(Path folder, KafkaRuntime kafka, Jdk jdk) {
        this.folder = folder;
        this.kafka = kafka;
        this.jdk = jdk;
    }

    ValidatingBroker with(String key, String value) {
        more.put(key, value);
        return this;
    }

    /** One more flag of its JVM. */
    ValidatingBroker flag(String flag) {
        flags.add(flag);
        return this;
    }

    Path policyFile() {
        return folder.resolve("policy.yaml");
    }

    /** Replaces the policy file in one step, as configuration management does. */
    ValidatingBroker policies(String yaml) {
        try {
            Path next = Files.writeString(folder.resolve("policy.yaml.next"), yaml);
            Files.move(next, policyFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code server.properties} without {@code log.dirs}. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + ports.get(0) + ",CONTROLLER://127.0.0.1:" + ports.get(1));
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports.get(1));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("metric.reporters", "io.kafkafips.validator.kafka.ValidatorGuard");
        settings.put("record.validation.policy.file", policyFile().toString());
        settings.putAll(more);
        return settings;
    }

    FipsCluster.Layout layout() {
        return new FipsCluster.Layout(folder, kafka, FipsCluster.Layout.builtPlugins(), jdk);
    }

    /** {@code -javaagent} with the jar in the libs folder. */
    String agentFlag() {
        return layout().agentFlag();
    }

    ValidatingBroker start() {
        List<String> all = new ArrayList<>(flags);
        all.add(agentFlag());
        launch("broker", all).awaitStarted(START_TIMEOUT);
        return this;
    }

    /** Starts it with these flags alone, without waiting for it. */
    KafkaNode launch(String name, List<String> serverFlags) {
        node = KafkaNode.start(
                new KafkaNode.Spec(name, folder, layout().program(), serverFlags, CLUSTER_ID, settings()));
        return node;
    }

    KafkaNode node() {
        if (node == null) {
            throw new IllegalStateException("the broker is not started");
        }
        return node;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.get(0);
    }

    /** Settings of a client, patient on a busy machine. */
    Map<String, Object> client() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", bootstrapServers());
        settings.put("default.api.timeout.ms", "120000");
        settings.put("request.timeout.ms", "60000");
        return settings;
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
    }
}
