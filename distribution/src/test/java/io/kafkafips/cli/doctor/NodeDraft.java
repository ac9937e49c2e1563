package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import io.kafkafips.cli.doctor.node.Host;
import io.kafkafips.cli.doctor.node.JmxFacts;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Libs;
import io.kafkafips.cli.doctor.node.LiveProcess;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.ScramUser;
import io.kafkafips.cli.doctor.node.SecurityFile;
import io.kafkafips.commons.fips.FipsRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** A node of which nothing can be said against, to be spoilt. Not thread-safe. */
final class NodeDraft {
    final Map<String, String> server = new TreeMap<>();
    final Map<String, String> client = new TreeMap<>();
    final Map<String, String> connect = new TreeMap<>();
    final Map<String, String> security = shippedSecurity();
    final List<String> flags = new ArrayList<>();
    final Set<String> openFiles =
            new HashSet<>(Set.of("/tmp/x/libbc-fips-vaesf.so", "/opt/kafka/libs/kafka-clients-4.3.1.jar"));
    final Map<String, Object> tlsBean = new TreeMap<>(Map.of("NativeAcceleration", 1, "ReloadRefusedNow", 0));
    final Map<String, Object> auditBean = new TreeMap<>(Map.of("LostEvents", 0L));
    final CleanFolder folder;
    boolean anonymousJmx;
    boolean encryptedJmx = true;
    int user = 1001;
    int scramIterations = 10_000;
    int javaFeature = 25;
    String architecture = "amd64";
    Instant now = Instant.now();

    NodeDraft(CleanFolder folder) {
        this.folder = folder;
        server.putAll(folder.server());
        client.putAll(folder.client());
        connect.putAll(folder.connect());
        flags.addAll(folder.flags());
    }

    Node node() {
        try {
            return new Node(
                    List.of(
                            new ConfigFile(Kind.SERVER, folder.file("server.properties"), server),
                            new ConfigFile(Kind.CLIENT, folder.file("client.properties"), client),
                            new ConfigFile(Kind.CONNECT, folder.file("connect.properties"), connect)),
                    List.of(new Jvm("--jvm-options", flags)),
                    List.of(new SecurityFile(Path.of("java.security.17"), security)),
                    List.of(Libs.read(folder.libs())),
                    List.of(new LiveProcess(4711, List.of("java"), Map.of(), openFiles, user)),
                    List.of(new JmxFacts(
                            "localhost:9999",
                            anonymousJmx,
                            encryptedJmx,
                            Map.of(
                                    "io.kafkafips:type=TlsEngine,name=material", tlsBean,
                                    "io.kafkafips:type=Audit,trail=broker-1", auditBean))),
                    List.of(new ScramUser("alice", "SCRAM-SHA-512", scramIterations)),
                    new Host(folder.proc(), "Linux", architecture, javaFeature, now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the flags out that begin so. */
    void without(String prefix) {
        flags.removeIf(flag -> flag.startsWith(prefix));
    }

    private static Map<String, String> shippedSecurity() {
        Properties properties = new Properties();
        try (InputStream shipped = FipsRuntime.class.getResourceAsStream("java.security.17")) {
            properties.load(shipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> security = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> security.put(name, properties.getProperty(name)));
        return security;
    }
}
