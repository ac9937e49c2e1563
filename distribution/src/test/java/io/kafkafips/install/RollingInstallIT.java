package io.kafkafips.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.KafkaRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A stock cluster of three nodes gets the plug-ins, the next version of them, and loses them again, node by node, while a producer and a
 * consumer work: every record is acknowledged, and is read once.
 */
@Tag("soak")
class RollingInstallIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/install/rolling");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 3;

    private RollingCluster cluster;
    private Admin admin;

    @Test
    void threeNodes_installedUpgradedAndRolledBack_noRecordLostOrDoubledOrRefused() throws Exception {
        Archive archive = Archive.built();
        assumeTrue(Files.isRegularFile(archive.tarball()), "no archive: -Dquick without -Pbundle");
        FreshFolder.of(FOLDER);
        Path bundle = archive.unpack(FOLDER);
        Path next = NextVersion.of(bundle, archive.version(), FOLDER.resolve("next"));
        cluster = new RollingCluster(FOLDER, KafkaRuntime.resolve("4.3.1"));
        Map<String, String> stock = cluster.kafka(1).digests();
        cluster.start();
        admin = Admin.create(cluster.client("admin"));
        try (NumberedLoad load = prepared()) {
            roll(true, id -> kafkaFips(bundle, id, List.of()));
            Map<String, String> installed = cluster.kafka(1).digests();
            awaitMore(load);
            roll(true, id -> kafkaFips(next, id, List.of()));
            awaitMore(load);
            roll(false, id -> {
                assertThat(cluster.kafka(id).digests()).containsKey("plugin-commons-" + NextVersion.VERSION + ".jar");
                kafkaFips(next, id, List.of("--undo"));
                assertThat(cluster.kafka(id).digests()).isEqualTo(installed);
                kafkaFips(bundle, id, List.of("--undo"));
                assertThat(cluster.kafka(id).digests()).isEqualTo(stock);
            });
            awaitMore(load);
            load.finish(PATIENCE);
            assertEveryRecordOnce(load);
        }
        assertThatOursRan();
    }

    @AfterEach
    void stop() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(5));
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    /** A topic, what its clients may do, and clients at work. */
    private NumberedLoad prepared() throws Exception {
        await(admin.createTopics(
                        List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all());
        await(admin.createAcls(List.of(allowed(AclOperation.READ), allowed(AclOperation.WRITE)))
                .all());
        Map<String, Object> app = cluster.client("app");
        awaitAllowed(app);
        NumberedLoad load = NumberedLoad.start(app, TOPIC, PARTITIONS);
        awaitMore(load);
        return load;
    }

    /** Changes one node after the other while it is down. */
    private void roll(boolean ours, IntConsumer change) throws Exception {
        for (int id : RollingCluster.IDS) {
            awaitInSync();
            cluster.stop(id);
            change.accept(id);
            cluster.start(id, ours);
        }
        awaitInSync();
    }

    private void kafkaFips(Path bundle, int id, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                bundle.resolve("bin/kafka-fips").toString(),
                "install",
                "--kafka",
                cluster.kafka(id).home().toString()));
        command.addAll(options);
        CommandResult result = Command.run(command, StockKafka.environment(), "", PATIENCE);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).containsPattern("result: +done");
    }

    private static void assertEveryRecordOnce(NumberedLoad load) {
        assertThat(load.failures()).isEmpty();
        assertThat(load.acknowledged()).isEqualTo(load.sent());
        assertThat(load.read()).isEqualTo(load.sent());
        assertThat(load.duplicates()).isEmpty();
    }

    private void assertThatOursRan() {
        for (int id : RollingCluster.IDS) {
            assertThat(cluster.log(id))
                    .contains("FIPS attestation: uses module", "CertificateAuthorizer", NextVersion.VERSION)
                    .doesNotContain("NoClassDefFoundError", "NoSuchMethodError");
        }
    }

    /** An operator goes on to the next node when all replicas are in sync. */
    private void awaitInSync() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (await(admin.describeTopics(List.of(TOPIC)).allTopicNames()).get(TOPIC).partitions().stream()
                .anyMatch(partition -> partition.isr().size() < RollingCluster.IDS.size())) {
            assertThat(System.nanoTime()).as("replicas in sync in time").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    /** Each broker learns of the ACLs from the metadata log in its own time. */
    private void awaitAllowed(Map<String, Object> client) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Node node : await(admin.describeCluster().nodes())) {
            Map<String, Object> toThisOne = new HashMap<>(client);
            toThisOne.put("bootstrap.servers", node.host() + ":" + node.port());
            while (!mayDescribe(toThisOne)) {
                assertThat(System.nanoTime()).as("ACLs known in time").isLessThan(deadline);
                Thread.sleep(200);
            }
        }
    }

    private static boolean mayDescribe(Map<String, Object> client) throws Exception {
        try (Admin one = Admin.create(client)) {
            await(one.describeTopics(List.of(TOPIC)).allTopicNames());
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** Both clients get on. */
    private static void awaitMore(NumberedLoad load) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int before = load.read();
        while (load.read() < before + 20) {
            assertThat(load.failures()).isEmpty();
            assertThat(System.nanoTime()).as("records read in time").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static AclBinding allowed(AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                new AccessControlEntry("User:app", "*", operation, AclPermissionType.ALLOW));
    }

    private static <T> T await(KafkaFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
