package io.kafkafips.tiered;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;

/**
 * Node 1, broker and controller with all plug-ins, and node 2, a broker that runs when a test wants it; both with the same keys and the
 * same store, and each to be killed and started again. Not thread-safe.
 */
final class TieredCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(4);
    static final int FIRST = 1;
    static final int SECOND = 2;

    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
    private static final String DELEGATE = "rsm.config.delegate.";

    private final FipsCluster cluster;
    private final int secondPort = Ports.free(1).get(0);
    private final Map<String, String> more = new TreeMap<>();
    private final Map<Integer, KafkaNode> nodes = new LinkedHashMap<>();

    private TieredCluster(FipsCluster cluster) {
        this.cluster = cluster;
    }

    /** Not started; its store is a directory. */
    static TieredCluster prepare(String name) {
        Path folder = Checkout.root().resolve("distribution/target/tiered").resolve(name);
        FreshFolder.of(folder);
        return new TieredCluster(FipsCluster.prepare(new FipsCluster.Layout(
                folder, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current())));
    }

    /** Puts a store in place of the directory that fails where {@link #faults()} say so. */
    TieredCluster faulty() throws IOException, URISyntaxException {
        Class<?> type = FaultyRemoteStorageManager.class;
        Path compiled = Path.of(Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class"))
                .toURI());
        Path classes = cluster.folder().resolve("delegate");
        Path target =
                Files.createDirectories(classes.resolve(type.getPackageName().replace('.', '/')));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(compiled.getParent(), "Fault*.class")) {
            for (Path file : files) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return delegate(
                type.getName(),
                classes.toString(),
                Map.of(
                        FaultyRemoteStorageManager.FAULTS_PATH_CONFIG,
                        faultsFolder().toString()));
    }

    /** Puts another store in place of the directory. */
    TieredCluster delegate(String className, String classPath, Map<String, String> settings) {
        more.put(DELEGATE + "class.name", className);
        more.put(DELEGATE + "class.path", classPath);
        settings.forEach((name, value) -> more.put(DELEGATE + name, value));
        return this;
    }

    /** One more setting of all nodes, from their next start. */
    TieredCluster with(String name, String value) {
        more.put(name, value);
        return this;
    }

    TieredCluster start(int... ids) {
        for (int id : ids) {
            nodes.put(id, launch(id));
        }
        for (int id : ids) {
            node(id).awaitStarted(START_TIMEOUT);
        }
        return this;
    }

    /** Starts a node without waiting for it; whoever asks for it closes it. */
    KafkaNode launch(int id) {
        return cluster.startAlone("node-" + id, settings(id), List.of(cluster.agentFlag()));
    }

    /** Kills a node and leaves it down. Its cache of remote indexes is lost with it, so that they are fetched again. */
    void kill(int id) {
        node(id).kill();
        FreshFolder.of(data(id).resolve("remote-log-index-cache"));
    }

    private Map<String, String> settings(int id) {
        Map<String, String> settings = cluster.brokerSettings();
        settings.put("node.id", Integer.toString(id));
        if (id == FIRST) {
            settings.put("process.roles", "broker,controller");
            settings.put(
                    "listeners",
                    settings.get("listeners") + ","
                            + cluster.controllerSettings().get("listeners"));
        } else {
            settings.put(
                    "listeners",
                    settings.get("listeners").replace(cluster.bootstrapServers(), "127.0.0.1:" + secondPort));
        }
        settings.putAll(more);
        return settings;
    }

    KafkaNode node(int id) {
        KafkaNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("Node " + id + " was not started");
        }
        return node;
    }

    /** Where a node has its logs. */
    Path data(int id) {
        return cluster.folder().resolve("node-" + id).resolve("data");
    }

    Faults faults() {
        return new Faults(faultsFolder());
    }

    private Path faultsFolder() {
        return cluster.folder().resolve("faults");
    }

    /** The store that is a directory. */
    RemoteObjects remote() {
        return new RemoteObjects(cluster.remoteStorage());
    }

    Path folder() {
        return cluster.folder();
    }

    FipsCluster parts() {
        return cluster;
    }

    /** Settings of a client that may do everything. */
    Map<String, Object> client() {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings("admin"));
        settings.put("bootstrap.servers", cluster.bootstrapServers() + ",127.0.0.1:" + secondPort);
        settings.put("default.api.timeout.ms", String.valueOf(PATIENCE.toMillis()));
        return settings;
    }

    Admin admin() {
        return Admin.create(client());
    }

    /** What must be in no log: a thread of Kafka that met what it does not expect, and ended. */
    List<String> alarms() {
        List<String> alarms = new ArrayList<>();
        nodes.values()
                .forEach(node -> node.logText()
                        .lines()
                        .filter(line -> line.contains(" FATAL ") || line.contains("uncaught"))
                        .forEach(alarms::add));
        return alarms;
    }

    /** Waits for a condition. */
    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE + ": " + what);
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        List<KafkaNode> running = new ArrayList<>(nodes.values());
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).close();
        }
    }
}
