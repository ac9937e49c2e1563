package io.kafkafips.authz;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A controller and a broker with two listeners, {@code CLIENTS} and {@code SIDE}, an administrator, and {@code alice} of {@code
 * Group:payments}, who may do anything to topics as far as ACLs go.
 */
final class AuthzCluster implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(20);

    private final Path folder;
    private final FipsCluster cluster;
    private final int sidePort = Ports.free(1).get(0);
    private Admin admin;

    AuthzCluster(String name) {
        this.folder = Checkout.root().resolve("distribution/target/authz").resolve(name);
        FreshFolder.of(folder);
        this.cluster = FipsCluster.prepare(new FipsCluster.Layout(
                folder, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        cluster.identity("alice", CertificateSpec.of("CN=alice,OU=payments,O=Example"));
    }

    AuthzCluster start(Map<String, String> both, Map<String, String> controllerOnly) throws Exception {
        Map<String, String> broker = new HashMap<>(both);
        broker.put("listeners", "CLIENTS://127.0.0.1:" + cluster.brokerPort() + ",SIDE://127.0.0.1:" + sidePort);
        broker.put("listener.security.protocol.map", "CONTROLLER:SSL,CLIENTS:SSL,SIDE:SSL");
        Map<String, String> controller = new HashMap<>(both);
        controller.putAll(controllerOnly);
        cluster.start(broker, controller);
        admin = Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")));
        AccessControlEntry all =
                new AccessControlEntry("Group:payments", "*", AclOperation.ALL, AclPermissionType.ALLOW);
        admin.createAcls(
                        List.of(new AclBinding(new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL), all)))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    void createTopics(String... names) throws Exception {
        create(admin, names);
    }

    static void create(Admin client, String... names) throws Exception {
        client.createTopics(Stream.of(names)
                        .map(name -> new NewTopic(name, 1, (short) 1))
                        .toList())
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Produces one record as alice: the name of the failure, or {@code ok}. */
    String produce(String topic, String... overrides) {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings("alice"));
        settings.put("max.block.ms", String.valueOf(CLIENT_TIMEOUT.toMillis()));
        settings.put("enable.idempotence", "false");
        for (int i = 0; i < overrides.length; i += 2) {
            settings.put(overrides[i], overrides[i + 1]);
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "hello")).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return "ok";
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    Admin aliceOn(String bootstrap) {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings("alice"));
        settings.put("bootstrap.servers", bootstrap);
        return Admin.create(settings);
    }

    /** Sets a value; throws what the cluster answers. */
    void alter(ConfigResource.Type type, String name, Map<String, String> values) throws Throwable {
        List<AlterConfigOp> operations = values.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), operations))
                    .all()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /** Everything that was written to the audit trails of both nodes. */
    String audit() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("audit"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    /** Replaces the policy file as an operator should: whole, by a rename. */
    Path conditions(String text) throws IOException {
        Path written = Files.writeString(folder.resolve("conditions.new"), text);
        return Files.move(
                written,
                folder.resolve("conditions.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static boolean await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(250);
        }
        return condition.getAsBoolean();
    }

    FipsCluster cluster() {
        return cluster;
    }

    String clients() {
        return cluster.bootstrapServers();
    }

    String side() {
        return "127.0.0.1:" + sidePort;
    }

    int sidePort() {
        return sidePort;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
        cluster.close();
    }
}
