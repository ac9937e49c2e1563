package io.kafkafips.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.docs.CompatibilityBook;
import io.kafkafips.docs.MatrixSuite;
import io.kafkafips.matrix.VersionedCluster.Access;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.tls.Load;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clusters of every release of Kafka that we support, from the one set of jars. {@code -Pconformance} runs the release that we build
 * against, {@code -Pmatrix} all of them; {@code -Dkafkafips.versions=3.9.1,4.4.0} chooses.
 */
@Tag("conformance")
@Tag("matrix")
class KafkaVersionsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TOPIC = "orders";
    private static final String GROUP_PREFIX = "pay-";

    static Stream<String> versions() {
        return Stream.of(System.getProperty("kafkafips.versions", "4.3.1").split(",", -1));
    }

    /** In between, brokers of each kind talk to a controller of the other kind. */
    @ParameterizedTest
    @MethodSource("versions")
    void rolling_fromTheStockAuthorizerToOursAndBack_failsNoRequest(String version) throws Exception {
        Path folder = folder("rolling", version);
        try (VersionedCluster cluster = new VersionedCluster(folder, KafkaRuntime.resolve(version))) {
            cluster.start(Access.STOCK);
            Map<String, Object> app =
                    cluster.client(cluster.identity("app", CertificateSpec.of("CN=app,OU=payments,O=Example")));
            Map<String, Object> other =
                    cluster.client(cluster.identity("other", CertificateSpec.of("CN=other,O=Example")));
            try (Admin admin = Admin.create(
                            cluster.client(cluster.identity("admin", CertificateSpec.of("CN=admin,O=Example"))));
                    Admin appAdmin = Admin.create(app);
                    Admin otherAdmin = Admin.create(other)) {
                create(admin, TOPIC);
                admin.createAcls(acls()).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertDenied(appAdmin, "pay-stock");
                awaitAllowed(admin, app);
                try (Load load = Load.start(patient(app), TOPIC)) {
                    awaitConsumed(load);
                    roll(cluster, admin, Access.OURS);
                    create(appAdmin, "pay-ours");
                    assertDenied(otherAdmin, "pay-other");
                    assertThat(listed(admin)).containsExactlyInAnyOrderElementsOf(acls());
                    int half = load.produced();
                    roll(cluster, admin, Access.STOCK);
                    assertDenied(appAdmin, "pay-stock-again");
                    load.finish(PATIENCE);
                    assertThat(load.failures()).isEmpty();
                    assertThat(load.produced()).isGreaterThan(half);
                    assertThat(load.consumed()).isGreaterThanOrEqualTo(load.produced());
                }
            }
            assertThat(cluster.log(VersionedCluster.CONTROLLER)).contains("CertificateAuthorizer");
            assertDecidedByTheController(cluster);
            assertThat(cluster.faults()).as("faults in the logs of the nodes").isEmpty();
        }
        CompatibilityBook.passed(MatrixSuite.ROLL, version, Jdk.current());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void combinedNode_groupOfACertificate_isAllowedWhatItsAclSays(String version) throws Exception {
        Path folder = folder("combined", version);
        try (VersionedCluster cluster = new VersionedCluster(folder, KafkaRuntime.resolve(version))) {
            cluster.startCombined(Access.OURS);
            try (Admin admin = Admin.create(
                            cluster.client(cluster.identity("admin", CertificateSpec.of("CN=admin,O=Example"))));
                    Admin app = Admin.create(cluster.client(
                            cluster.identity("app", CertificateSpec.of("CN=app,OU=payments,O=Example"))));
                    Admin other = Admin.create(
                            cluster.client(cluster.identity("other", CertificateSpec.of("CN=other,O=Example"))))) {
                admin.createAcls(acls()).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                create(app, "pay-combined", 1);
                assertDenied(other, "pay-other");
            }
            assertThat(cluster.faults()).as("faults in the log of the node").isEmpty();
        }
        CompatibilityBook.passed(MatrixSuite.COMBINED, version, Jdk.current());
    }

    /** What the dedicated controller has on record of the requests that brokers forwarded to it: with the group, which no ACL of "other" names. */
    private static void assertDecidedByTheController(VersionedCluster cluster) throws IOException {
        assertThat(cluster.audit("controller-" + VersionedCluster.CONTROLLER))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"decision\":\"ALLOWED\"", "\"matchedPrincipal\":\"Group:payments\"")
                        .contains(
                                "\"principal\":\"User:app\"",
                                "\"resourceName\":\"pay-ours\"",
                                "\"api\":\"CREATE_TOPICS\""))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"decision\":\"DENIED\"", "\"principal\":\"User:other\"")
                        .contains("\"resourceName\":\"pay-other\"", "\"api\":\"CREATE_TOPICS\""));
    }

    /** Brokers first, the controller last; after each step an admin request is forwarded from a broker to the controller. */
    private static void roll(VersionedCluster cluster, Admin admin, Access access) throws Exception {
        List<Integer> order = new ArrayList<>(VersionedCluster.BROKERS);
        order.add(VersionedCluster.CONTROLLER);
        for (int id : order) {
            awaitInSync(admin);
            cluster.restart(id, access);
            create(admin, "after-" + access + "-" + id);
        }
        awaitInSync(admin);
    }

    /** An operator restarts the next node when all replicas are in sync. */
    private static void awaitInSync(Admin admin) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (admin
                .describeTopics(List.of(TOPIC))
                .allTopicNames()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.isr().size() < VersionedCluster.BROKERS.size())) {
            assertThat(System.nanoTime()).as("replicas in sync in time").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    /** Each broker learns of the ACLs from the metadata log in its own time. */
    private static void awaitAllowed(Admin admin, Map<String, Object> client) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Node node : admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            Map<String, Object> toThisOne = new HashMap<>(client);
            toThisOne.put("bootstrap.servers", node.host() + ":" + node.port());
            while (!mayDescribe(toThisOne)) {
                assertThat(System.nanoTime()).as("ACLs known in time").isLessThan(deadline);
                Thread.sleep(200);
            }
        }
    }

    private static boolean mayDescribe(Map<String, Object> client) throws Exception {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return !consumer.partitionsFor(TOPIC).isEmpty();
        } catch (TopicAuthorizationException e) {
            return false;
        }
    }

    /** The group has its coordinator and the consumer its place. */
    private static void awaitConsumed(Load load) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (load.consumed() == 0) {
            assertThat(load.failures()).isEmpty();
            assertThat(System.nanoTime()).as("a record consumed in time").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static Map<String, Object> patient(Map<String, Object> client) {
        client.put("retries", Integer.toString(Integer.MAX_VALUE));
        client.put("enable.idempotence", "true");
        return client;
    }

    private static List<AclBinding> acls() {
        return List.of(
                allow(ResourceType.TOPIC, TOPIC, PatternType.LITERAL, "User:app", AclOperation.READ),
                allow(ResourceType.TOPIC, TOPIC, PatternType.LITERAL, "User:app", AclOperation.WRITE),
                allow(ResourceType.GROUP, "load-" + TOPIC, PatternType.LITERAL, "User:app", AclOperation.READ),
                allow(ResourceType.TOPIC, GROUP_PREFIX, PatternType.PREFIXED, "Group:payments", AclOperation.CREATE));
    }

    private static AclBinding allow(
            ResourceType type, String name, PatternType pattern, String principal, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static Iterable<AclBinding> listed(Admin admin) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void create(Admin admin, String topic) throws Exception {
        create(admin, topic, VersionedCluster.BROKERS.size());
    }

    private static void create(Admin admin, String topic, int replicas) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) replicas)))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertDenied(Admin admin, String topic) {
        assertThatThrownBy(() -> create(admin, topic, 1))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static Path folder(String test, String version) {
        return FreshFolder.of(
                Checkout.root().resolve("distribution/target/matrix").resolve(test + "-" + version));
    }
}
