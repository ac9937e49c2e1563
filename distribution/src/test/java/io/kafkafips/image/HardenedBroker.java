package io.kafkafips.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Volume;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.NodeSettings;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.PropertiesFile;
import io.kafkafips.testkit.TlsStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker, its own controller, in a container as hardened as it gets: read-only root, no capability, no new privilege, uid 1001, one tmpfs,
 * one volume. Mutual TLS on both listeners by our engine, our authorizer. Settings are in a mounted file, passwords in files of their own.
 */
final class HardenedBroker implements AutoCloseable {
    private static final String PASSWORD = "throw-away-password";
    private static final String SECRETS = "/run/secrets/kafka";
    private static final int CLIENT_PORT = 9092;
    private static final int HEALTH_PORT = 8080;
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private final Path folder;
    private final String volume;
    private final List<Integer> ports = Ports.free(2);
    private final TlsStores client;
    private final GenericContainer<?> container;

    private HardenedBroker(String image, String name, String tmpfs, Map<String, String> environment) {
        folder = FreshFolder.of(
                ImageBuild.distribution().resolve("target/image-it").resolve(name));
        volume = "kafka-fips-it-" + name + "-" + ports.get(0);
        Pki root = Pki.root("CN=Throw-away CA,O=Example");
        stores(root, "broker", CertificateSpec.localServer("CN=broker,O=Example"));
        client = stores(root, "admin", CertificateSpec.of("CN=admin,O=Example"));
        PropertiesFile.write(folder.resolve("server.properties"), settings());
        write("password", PASSWORD + "\n");
        letEverybodyRead();
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(any -> false)
                .withEnv(environment)
                .withEnv("CLUSTER_ID", "4L6g3nShT-eMCtK--X86sw")
                .withEnv("HEALTH_PORT", Integer.toString(HEALTH_PORT))
                .withEnv("KAFKA_SSL_KEYSTORE_PASSWORD_FILE", SECRETS + "/password")
                .withEnv("KAFKA_SSL_KEY_PASSWORD_FILE", SECRETS + "/password")
                .withEnv("KAFKA_SSL_TRUSTSTORE_PASSWORD_FILE", SECRETS + "/password")
                .withCreateContainerCmdModifier(
                        command -> command.withUser("1001").withHostConfig(harden(command.getHostConfig(), tmpfs)))
                .withExposedPorts(CLIENT_PORT, HEALTH_PORT)
                .waitingFor(new ReadyOrEnded(ports.get(1), TIMEOUT));
    }

    /** One that serves. The tmpfs is the options of the mount at {@code /run/kafka}. */
    static HardenedBroker start(String image, String name, String tmpfs, Map<String, String> environment) {
        HardenedBroker broker = new HardenedBroker(image, name, tmpfs, environment);
        try {
            broker.container.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private HostConfig harden(HostConfig host, String tmpfs) {
        return host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(1L << 30)
                .withTmpFs(Map.of("/run/kafka", tmpfs))
                // not withFileSystemBind, which pulls an image to copy the files
                .withBinds(
                        new Bind(volume, new Volume("/var/lib/kafka")),
                        new Bind(folder.toString(), new Volume(SECRETS), AccessMode.ro),
                        new Bind(
                                folder.resolve("server.properties").toString(),
                                new Volume("/etc/kafka/server.properties"),
                                AccessMode.ro))
                // the clients' port is in advertised.listeners, so it is known before the start
                .withPortBindings(
                        PortBinding.parse("127.0.0.1:" + ports.get(0) + ":" + CLIENT_PORT),
                        PortBinding.parse("127.0.0.1:" + ports.get(1) + ":" + HEALTH_PORT));
    }

    private Map<String, String> settings() {
        Map<String, String> tls = new TreeMap<>();
        tls.put("ssl.engine.factory.class", TlsStores.ENGINE_FACTORY);
        tls.put("ssl.keystore.type", "BCFKS");
        tls.put("ssl.keystore.location", SECRETS + "/broker.keystore.bcfks");
        tls.put("ssl.truststore.type", "BCFKS");
        tls.put("ssl.truststore.location", SECRETS + "/truststore.bcfks");
        Map<String, String> settings = new NodeSettings("127.0.0.1", "CLIENTS", 9093).combined(CLIENT_PORT, tls);
        settings.put("listeners", "CLIENTS://0.0.0.0:" + CLIENT_PORT + ",CONTROLLER://127.0.0.1:9093");
        settings.put("advertised.listeners", "CLIENTS://" + bootstrapServers());
        settings.put("authorizer.class.name", "io.kafkafips.authorizer.kafka.CertificateAuthorizer");
        settings.put("principal.builder.class", "io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
        settings.put("super.users", "User:broker;User:admin");
        settings.put("audit.directory", "/var/lib/kafka/audit");
        return settings;
    }

    private TlsStores stores(Pki root, String name, CertificateSpec spec) {
        Identity identity = root.issue(spec);
        return TlsStores.write(folder, name, identity, root, PASSWORD);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The container's user is none of this machine. */
    private void letEverybodyRead() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of a client with a certificate. */
    Map<String, Object> clientSettings() {
        return new TreeMap<>(client.clientSettings(bootstrapServers()));
    }

    private String bootstrapServers() {
        return "127.0.0.1:" + ports.get(0);
    }

    /** Ends it as a power cut would, and starts the same container again, on the same volume. */
    void killAndStart() {
        docker().killContainerCmd(id()).withSignal("KILL").exec();
        await();
        docker().startContainerCmd(id()).exec();
        new ReadyOrEnded(ports.get(1), TIMEOUT).waitUntilReady(container);
    }

    /** Asks it to end, as an orchestrator does; the exit code. */
    int stop() {
        docker().stopContainerCmd(id()).withTimeout((int) TIMEOUT.toSeconds()).exec();
        return await();
    }

    private int await() {
        return docker().waitContainerCmd(id())
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** The health check of the image, until it succeeds; it may be seconds behind the health endpoint. What it says, after its exit code. */
    String awaitHealthy() {
        long start = System.nanoTime();
        String last;
        do {
            last = exec("java", "@/opt/kafka-fips/health.args");
        } while (!last.startsWith("0 ") && System.nanoTime() - start < TIMEOUT.toNanos());
        return last;
    }

    private String exec(String... command) {
        try {
            var result = container.execInContainer(command);
            return result.getExitCode() + " " + result.getStdout() + result.getStderr();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code /proc/PID/status} of the server. */
    String processStatus() {
        Long pid = docker().inspectContainerCmd(id()).exec().getState().getPidLong();
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return container.getLogs();
    }

    private String id() {
        return container.getContainerId();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public void close() {
        container.stop();
        try {
            docker().removeVolumeCmd(volume).exec();
        } catch (NotFoundException e) {
            // the container was never made, which is the failure to be seen
        }
    }
}
