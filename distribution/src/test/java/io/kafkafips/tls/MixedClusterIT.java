package io.kafkafips.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.PropertiesFile;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Brokers on Java 17 and 25 behind a dedicated controller, and clients of every kind: what one of them writes, with both replicas in sync,
 * every other reads. A client that this machine lacks is skipped with the reason; so is the Java 17 or 25 that it lacks, and the brokers
 * then run on the Java that it has.
 */
@Tag("conformance")
class MixedClusterIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/tls/mixed");
    private static final int RECORDS = 50;

    private static MixedCluster cluster;
    private static ClientKind.Tools tools;

    @BeforeAll
    static void start() throws Exception {
        Jdk first = Jdk.find(17).orElse(Jdk.current());
        Jdk second = Jdk.find(25).orElse(Jdk.current());
        FreshFolder.of(FOLDER);
        cluster = new MixedCluster(FOLDER).start(first, second);
        TlsStores client = cluster.identity("client", CertificateSpec.of("CN=client"));
        Map<String, String> settings = client.clientSettings(cluster.bootstrapServers());
        PropertiesFile.write(FOLDER.resolve("fips.properties"), settings);
        PropertiesFile.write(FOLDER.resolve("sunjsse.properties"), pem());
        try (Admin admin = Admin.create(new LinkedHashMap<String, Object>(settings))) {
            admin.createTopics(ClientKind.all()
                            .map(kind -> new NewTopic(kind.topic(), 2, (short) 2))
                            .toList())
                    .all()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
        tools = new ClientKind.Tools(cluster, FOLDER);
        writeAll();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Map<String, String> pem() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("security.protocol", "SSL");
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", cluster.pem("client").toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", cluster.authority().toString());
        return settings;
    }

    /** Every client writes to a topic of its own. */
    private static void writeAll() {
        for (ClientKind writer : present()) {
            CommandResult written = writer.write(tools, recordsOf(writer));
            assertThat(written.exitCode()).as(written.output()).isZero();
        }
    }

    private static List<ClientKind> present() {
        return ClientKind.all().filter(ClientKind::isHere).toList();
    }

    private static List<String> recordsOf(ClientKind writer) {
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> writer.topic() + "-" + i)
                .toList();
    }

    static Stream<ClientKind> kinds() {
        return ClientKind.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void records_ofEveryKindOfClient_areReadByThisOne(ClientKind reader) {
        assumeTrue(reader.isHere(), reader + " is not on this machine");
        List<String> topics = present().stream().map(ClientKind::topic).toList();
        List<String> written =
                present().stream().flatMap(writer -> recordsOf(writer).stream()).toList();

        String read = reader.read(tools, topics, written.size());

        assertThat(read.lines().filter(line -> line.startsWith("from-")))
                .as(read)
                .containsExactlyInAnyOrderElementsOf(written);
    }
}
