package io.kafkafips.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.CertificateSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A broker whose certificate is replaced again and again, by Kafka's dynamic configuration, under producers, consumers and clients that
 * connect anew all the time: not one request fails, not one record is lost.
 */
class RotationUnderLoadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ConfigResource BROKER = new ConfigResource(ConfigResource.Type.BROKER, "1");
    private static final String TOPIC = "rotation";

    private static TlsBroker broker;
    private static Map<String, Object> client;

    @BeforeAll
    static void start() {
        broker = TlsBroker.start("rotation", Map.of());
        client = new LinkedHashMap<>(
                broker.identity("client", CertificateSpec.of("CN=client")).clientSettings(broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void rotation_fiveTimesUnderLoad_failsNoRequest() throws Exception {
        rotate(5);
    }

    @Test
    @Tag("conformance")
    void rotation_twoHundredTimesUnderLoad_failsNoRequest() throws Exception {
        rotate(200);
    }

    private static void rotate(int rotations) throws Exception {
        String topic = TOPIC + "-" + rotations;
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            try (Load load = Load.start(client, topic)) {
                for (int i = 0; i < rotations; i++) {
                    alter(admin, newKeystore(rotations + "-" + i));
                }
                load.finish(PATIENCE);
                assertThat(load.failures()).isEmpty();
                assertThat(load.consumed()).isEqualTo(load.produced()).isPositive();
                assertThat(load.connections()).isPositive();
            }
        }
        assertThat(broker.alarms()).isEmpty();
        assertThat(broker.node()
                        .logText()
                        .lines()
                        .filter(line -> line.contains("Created new SERVER SSL engine builder")))
                .hasSizeGreaterThanOrEqualTo(rotations);
    }

    /** Another key under the same name: Kafka refuses a change of names. */
    private static Path newKeystore(String number) {
        return broker.root()
                .issue(CertificateSpec.localServer("CN=broker,O=Example"))
                .writeBcfks(broker.folder().resolve("broker-" + number + ".bcfks"), TlsBroker.PASSWORD);
    }

    private static void alter(Admin admin, Path keystore) throws Exception {
        ConfigEntry location = new ConfigEntry("listener.name.clients.ssl.keystore.location", keystore.toString());
        admin.incrementalAlterConfigs(Map.of(BROKER, List.of(new AlterConfigOp(location, AlterConfigOp.OpType.SET))))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
