package io.kafkafips.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real Kafka with all four plug-ins at their plug-in points: one dedicated controller and one dedicated broker, each a process of
 * its own in a FIPS-only JVM, mutual TLS on every listener, everything on loopback. Not thread-safe.
 */
public final class FipsCluster implements AutoCloseable {
    /** The password of every store. */
    public static final String PASSWORD = "throw-away-password";

    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
    private static final String LISTENER = "CLIENTS";
    private static final String NAME_RULE = "RULE:^CN=([^,]+).*$/$1/,DEFAULT";
    private static final String KEK_ALIAS = "kek-1";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final Layout layout;
    private final Pki root;
    private final JavaProgram program;
    private final int controllerPort;
    private final int brokerPort;
    private final Map<String, TlsStores> stores = new LinkedHashMap<>();
    private final List<KafkaNode> nodes = new ArrayList<>();

    /**
     * Where things are.
     *
     * @param folder for everything that the cluster makes
     * @param kafka which Kafka
     * @param pluginLibs folder with the jars of the plug-ins and of the module
     * @param jdk which Java runs the servers
     */
    public record Layout(Path folder, KafkaRuntime kafka, Path pluginLibs, Jdk jdk) {
        /** Where the build puts the jars that are copied into Kafka's {@code libs}. */
        public static Path builtPlugins() {
            return Checkout.root().resolve("distribution/target/kafka-fips-plugins/libs");
        }

        /** {@code -javaagent} with the validator's jar in that libs folder. */
        public String agentFlag() {
            return "-javaagent:" + PluginJars.one(pluginLibs, "plugin-record-validator");
        }

        /** A FIPS-only JVM with Kafka's and our jars: for servers and for Kafka's own command line tools. */
        public JavaProgram program() {
            List<String> flags = new ArrayList<>(FipsJvm.flags(jdk, folder.resolve("config")));
            flags.add("-Dlog4j2.configurationFile=" + logging());
            return new JavaProgram(
                    jdk,
                    flags,
                    List.of(kafka.classPath(), pluginLibs.resolve("*").toString()));
        }

        private Path logging() {
            return PropertiesFile.write(
                    folder.resolve("config").resolve("log4j2.properties"),
                    Map.of(
                            "appender.out.type", "Console",
                            "appender.out.name", "out",
                            "appender.out.layout.type", "PatternLayout",
                            "appender.out.layout.pattern", "[%d] %p %encode{%m}{CRLF} (%c)%n%throwable",
                            "rootLogger.level", "${sys:kafka.log.level:-WARN}",
                            "rootLogger.appenderRef.out.ref", "out"));
        }
    }

    private FipsCluster(Layout layout, Pki root) {
        this.layout = layout;
        this.root = root;
        this.program = layout.program();
        List<Integer> ports = Ports.free(2);
        this.controllerPort = ports.get(0);
        this.brokerPort = ports.get(1);
    }

    /** A cluster that is not started, with certificates for its nodes and an administrator {@code admin}. */
    public static FipsCluster prepare(Layout layout) {
        FipsCluster cluster = new FipsCluster(layout, Pki.root("CN=Throw-away CA,O=Example"));
        cluster.identity("controller", CertificateSpec.localServer("CN=controller,OU=platform,O=Example"));
        cluster.identity("broker", CertificateSpec.localServer("CN=broker,OU=platform,O=Example"));
        cluster.identity("admin", CertificateSpec.of("CN=admin,OU=platform,O=Example"));
        KekStore.write(layout.folder().resolve("pki/kek.bcfks"), PASSWORD, List.of(KEK_ALIAS));
        cluster.makeKeyRegistry();
        return cluster;
    }

    /** Issues a certificate, writes its stores and its PEM file, and makes it known under a name. */
    public TlsStores identity(String name, CertificateSpec spec) {
        Path pki = layout.folder().resolve("pki");
        try {
            Files.createDirectories(pki);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Identity identity = root.issue(spec);
        identity.writePem(pki.resolve(name + ".pem"));
        root.writePem(pki.resolve("ca.pem"));
        TlsStores written = TlsStores.write(pki, name, identity, root, PASSWORD);
        stores.put(name, written);
        return written;
    }

    /** Starts controller and broker and waits for both; the settings override those of {@link #brokerSettings()}. */
    public FipsCluster start(Map<String, String> brokerOverrides) {
        return start(brokerOverrides, Map.of());
    }

    /** The same with settings that override those of {@link #controllerSettings()}. */
    public FipsCluster start(Map<String, String> brokerOverrides, Map<String, String> controllerOverrides) {
        Map<String, String> broker = brokerSettings();
        broker.putAll(brokerOverrides);
        Map<String, String> controller = controllerSettings();
        controller.putAll(controllerOverrides);
        KafkaNode.Spec controllerSpec = spec("controller", controller, List.of());
        KafkaNode.Spec brokerSpec = spec("broker", broker, List.of(agentFlag()));
        List<KafkaNode> started = List.of(controllerSpec, brokerSpec).parallelStream()
                .map(KafkaNode::start)
                .toList();
        nodes.addAll(started);
        nodes.forEach(node -> node.awaitStarted(START_TIMEOUT));
        return this;
    }

    /** Starts one more node that is meant to refuse its start; whoever asks for it waits for it and closes it. Thread-safe. */
    public KafkaNode startAlone(String name, Map<String, String> settings, List<String> serverFlags) {
        return KafkaNode.start(spec(name, settings, serverFlags));
    }

    private KafkaNode.Spec spec(String name, Map<String, String> settings, List<String> flags) {
        List<String> serverFlags = new ArrayList<>(flags);
        serverFlags.add("-Dkafka.log.level=INFO");
        // these servers live for a minute or two: the optimising compiler would cost more than it gives
        serverFlags.add("-XX:TieredStopAtLevel=1");
        return new KafkaNode.Spec(name, layout.folder(), program, serverFlags, CLUSTER_ID, settings);
    }

    /** {@code -javaagent} with the validator's jar in the libs folder. */
    public String agentFlag() {
        return layout.agentFlag();
    }

    /** {@code server.properties} of the controller. */
    public Map<String, String> controllerSettings() {
        Map<String, String> settings =
                nodeSettings().controller(stores("controller").settings());
        addAuthorization(settings);
        // the controller decides whether a topic may have remote storage
        settings.put("remote.log.storage.system.enable", "true");
        return settings;
    }

    /** {@code server.properties} of the broker. */
    public Map<String, String> brokerSettings() {
        Map<String, String> settings =
                nodeSettings().broker(2, brokerPort, stores("broker").settings());
        addAuthorization(settings);
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("metric.reporters", "io.kafkafips.validator.kafka.ValidatorGuard");
        settings.putAll(tieredSettings());
        return settings;
    }

    private NodeSettings nodeSettings() {
        return new NodeSettings("127.0.0.1", LISTENER, controllerPort);
    }

    private void addAuthorization(Map<String, String> settings) {
        settings.put("ssl.principal.mapping.rules", NAME_RULE);
        settings.put("authorizer.class.name", "io.kafkafips.authorizer.kafka.CertificateAuthorizer");
        settings.put("principal.builder.class", "io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder");
        settings.put("super.users", "User:controller;User:broker;User:admin");
        settings.put("audit.directory", layout.folder().resolve("audit").toString());
    }

    private Map<String, String> tieredSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("remote.log.storage.system.enable", "true");
        settings.put(
                "remote.log.storage.manager.class.name", "io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager");
        settings.put("remote.log.metadata.manager.listener.name", LISTENER);
        settings.put("rlmm.config.remote.log.metadata.topic.replication.factor", "1");
        settings.put("rlmm.config.remote.log.metadata.topic.num.partitions", "1");
        // Kafka hands its own listener and protocol to the metadata clients, but no ssl setting
        settings.putAll(TlsStores.prefixed(
                "rlmm.config.remote.log.metadata.common.client.",
                stores("broker").settings()));
        settings.put(
                "rsm.config.keys.keystore.location",
                layout.folder().resolve("pki/kek.bcfks").toString());
        settings.put("rsm.config.keys.keystore.password", PASSWORD);
        settings.put("rsm.config.keys.root.alias", KEK_ALIAS);
        settings.put("rsm.config.keys.registry.path", keyRegistry().toString());
        settings.put("rsm.config.keys.topics", "*:topic.{topic-id}");
        // the nodes share the folder
        settings.put("rsm.config.keys.create.missing", "true");
        settings.put("rsm.config.delegate.directory.path", remoteStorage().toString());
        settings.put("remote.log.manager.task.interval.ms", "500");
        settings.put("log.retention.check.interval.ms", "500");
        settings.put("log.initial.task.delay.ms", "500");
        return settings;
    }

    /** The authority that every node trusts. */
    public Pki authority() {
        return root;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    public int brokerPort() {
        return brokerPort;
    }

    public TlsStores stores(String name) {
        TlsStores known = stores.get(name);
        if (known == null) {
            throw new IllegalArgumentException("No identity " + name + "; there are " + stores.keySet());
        }
        return known;
    }

    /** Settings of a client with the identity of that name. */
    public Map<String, String> clientSettings(String name) {
        return stores(name).clientSettings(bootstrapServers());
    }

    /** A properties file for Kafka's command line tools, with the identity of that name. */
    public Path clientProperties(String name) {
        return PropertiesFile.write(
                layout.folder().resolve("config").resolve(name + ".properties"), clientSettings(name));
    }

    public Path folder() {
        return layout.folder();
    }

    /** The folder with the objects of tiered storage. */
    public Path remoteStorage() {
        return layout.folder().resolve("remote");
    }

    public JavaProgram program() {
        return program;
    }

    /** The folder with the wrapped topic keys, which all nodes share. */
    public Path keyRegistry() {
        return layout.folder().resolve("keys");
    }

    private void makeKeyRegistry() {
        try {
            Files.createDirectories(keyRegistry());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The servers, controller first. */
    public List<KafkaNode> nodes() {
        return List.copyOf(nodes);
    }

    public KafkaNode broker() {
        return nodes.get(1);
    }

    /** Stops what runs, the broker first: it hands its partitions over to the controller. */
    @Override
    public void close() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }
}
