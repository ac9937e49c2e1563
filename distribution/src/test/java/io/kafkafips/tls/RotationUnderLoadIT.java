package io.kafkafips.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.OpenSslClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * A broker whose certificate is replaced again and again, by Kafka's dynamic configuration and by a file that changes on its own, under
 * producers, consumers and clients that connect anew all the time: not one request fails, not one record is lost.
 */
class RotationUnderLoadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RELOAD_PATIENCE = Duration.ofSeconds(60);
    private static final ConfigResource BROKER = new ConfigResource(ConfigResource.Type.BROKER, "1");
    private static final String TOPIC = "rotation";

    /** Every so many rotations nobody tells the broker: it finds another content in its file. */
    private static final int FILE_SHARE = 5;

    private static TlsBroker broker;
    private static Map<String, Object> client;

    @BeforeAll
    static void start() {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
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
    @Tag("soak")
    void rotation_twoHundredTimesUnderLoad_failsNoRequest() throws Exception {
        rotate(200);
    }

    private static void rotate(int rotations) throws Exception {
        String topic = TOPIC + "-" + rotations;
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            awaitTopic(admin, topic);
            try (Load load = Load.start(client, topic)) {
                Path keystore = broker.folder().resolve("broker-" + rotations + "-0.bcfks");
                Identity current = newIdentity();
                for (int i = 0; i < rotations; i++) {
                    if (i % FILE_SHARE == FILE_SHARE - 1) {
                        // Kafka takes changes up in the background: the file is not to change under its hands
                        awaitServed(current);
                        current = newIdentity();
                        replace(keystore, current);
                    } else {
                        current = newIdentity();
                        keystore = broker.folder().resolve("broker-" + rotations + "-" + i + ".bcfks");
                        current.writeBcfks(keystore, TlsBroker.PASSWORD);
                        alter(admin, keystore);
                    }
                }
                load.finish(PATIENCE);
                assertThat(load.failures()).isEmpty();
                assertThat(load.consumed()).isEqualTo(load.produced()).isPositive();
                assertThat(load.connections()).isPositive();
            }
        }
        assertThat(broker.alarms()).isEmpty();
        awaitLines("Created new SERVER SSL engine builder", rotations - rotations / FILE_SHARE);
        awaitLines("TLS material reloaded", rotations / FILE_SHARE);
    }

    /** The last change is taken up in the background too. */
    private static void awaitLines(String text, long count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (linesWith(text) < count && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(linesWith(text)).as(text).isGreaterThanOrEqualTo(count);
    }

    /** The controller answers before the broker has read of a new topic. */
    private static void awaitTopic(Admin admin, String topic) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!admin.listTopics()
                .names()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .contains(topic)) {
            assertThat(System.nanoTime()).as("patience with topic " + topic).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static long linesWith(String text) {
        return broker.node()
                .logText()
                .lines()
                .filter(line -> line.contains(text))
                .count();
    }

    /** Another key under the same name: Kafka refuses a change of names. */
    private static Identity newIdentity() {
        return broker.root().issue(CertificateSpec.localServer("CN=broker,O=Example"));
    }

    private static void alter(Admin admin, Path keystore) throws Exception {
        ConfigEntry location = new ConfigEntry("listener.name.clients.ssl.keystore.location", keystore.toString());
        admin.incrementalAlterConfigs(Map.of(BROKER, List.of(new AlterConfigOp(location, AlterConfigOp.OpType.SET))))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Puts another key store in the place of this one, and waits until new connections get its certificate. */
    private static void replace(Path keystore, Identity next) throws Exception {
        Path written = next.writeBcfks(keystore.resolveSibling("next.bcfks"), TlsBroker.PASSWORD);
        Files.move(written, keystore, StandardCopyOption.ATOMIC_MOVE);
        awaitServed(next);
    }

    private static void awaitServed(Identity identity) throws Exception {
        OpenSslClient peer = new OpenSslClient(broker.port(), broker.authority(), broker.pem("client"));
        String expected = identity.chainPem().strip();
        long deadline = System.nanoTime() + RELOAD_PATIENCE.toNanos();
        while (!peer.showCertificate().contains(expected)) {
            assertThat(System.nanoTime()).as("patience with the certificate").isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
