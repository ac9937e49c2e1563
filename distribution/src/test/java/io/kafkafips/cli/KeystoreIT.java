package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.NodeSettings;
import io.kafkafips.testkit.OpenSslClient;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.TlsStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stores of a Kafka without FIPS, JKS and PKCS12, converted by {@code bin/kafka-fips}: a broker in a FIPS-only JVM starts with them, and a client produces. */
class KeystoreIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/keystore");
    private static final KafkaRuntime KAFKA = KafkaRuntime.resolve("4.3.1");
    private static final String PASSWORD = "throw-away-password";

    private static Path oldPassword;
    private static Path password;

    @BeforeAll
    static void makeFolder() throws Exception {
        assumeTrue(OpenSslClient.isInstalled(), "no openssl, which puts a chain into a PKCS12 store");
        FreshFolder.of(FOLDER);
        oldPassword = OldStores.passwordFile(FOLDER.resolve("old-password"), OldStores.PASSWORD);
        password = OldStores.passwordFile(FOLDER.resolve("password"), PASSWORD);
    }

    @Test
    void convert_storesOfAnOldCluster_serveAFipsBrokerAndItsClient() throws Exception {
        Pki root = Pki.root("CN=Old CA");
        Pki sub = root.intermediate("CN=Old Sub");
        Path brokerJks = FOLDER.resolve("broker.jks");
        OldStores.copy(pkcs12(sub, CertificateSpec.localServer("CN=broker"), "broker"), brokerJks, "JKS");
        Path clientPkcs12 = pkcs12(sub, CertificateSpec.of("CN=client"), "client");
        Path trustJks = FOLDER.resolve("trust.jks");
        OldStores.trust(trustJks, "old-ca", root.writePem(FOLDER.resolve("ca.pem")));

        Path truststore = convert(trustJks);
        TlsStores broker = new TlsStores(convert(brokerJks), truststore, PASSWORD);
        TlsStores client = new TlsStores(convert(clientPkcs12), truststore, PASSWORD);
        mustRun("check", broker.keystore().toString(), "--truststore", truststore.toString());

        List<Integer> ports = Ports.free(2);
        FipsCluster.Layout layout =
                new FipsCluster.Layout(FOLDER, KAFKA, FipsCluster.Layout.builtPlugins(), Jdk.current());
        Map<String, String> settings =
                new NodeSettings("127.0.0.1", "CLIENTS", ports.get(1)).combined(ports.get(0), broker.settings());
        KafkaNode.Spec spec = new KafkaNode.Spec(
                "node",
                FOLDER,
                layout.program(),
                List.of("-Dkafka.log.level=INFO"),
                "4L6g3nShT-eMCtK--X86sw",
                settings);
        try (KafkaNode node = KafkaNode.start(spec)) {
            node.awaitStarted(START_TIMEOUT);

            assertThat(produce(client.clientSettings("127.0.0.1:" + ports.get(0))))
                    .isZero();
            // the whole chain came along: openssl knows the root alone
            CommandResult openssl = new OpenSslClient(
                            ports.get(0), FOLDER.resolve("ca.pem"), FOLDER.resolve("client.pem"))
                    .connect("-verify_hostname", "localhost");
            assertThat(openssl.output()).contains("Verification: OK");
        }
    }

    /** The offset of the record. */
    private static long produce(Map<String, String> settings) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                new HashMap<String, Object>(settings), new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("converted", "value"))
                    .get()
                    .offset();
        }
    }

    private static Path pkcs12(Pki authority, CertificateSpec spec, String name) {
        Identity identity = authority.issue(spec);
        Path pem = identity.writePem(FOLDER.resolve(name + ".pem"));
        Path store = FOLDER.resolve(name + ".p12");
        CommandResult made = Command.run(
                List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        pem.toString(),
                        "-name",
                        name,
                        "-passout",
                        "pass:" + OldStores.PASSWORD,
                        "-out",
                        store.toString()),
                TIMEOUT);
        assertThat(made.exitCode()).as(made.output()).isZero();
        return store;
    }

    private static Path convert(Path from) {
        Path to = FOLDER.resolve(from.getFileName() + ".bcfks");
        mustRun("convert", from.toString(), to.toString(), "--source-password-file", oldPassword.toString());
        return to;
    }

    private static void mustRun(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Checkout.root()
                        .resolve("distribution/target/kafka-fips-plugins/bin/kafka-fips")
                        .toString(),
                "keystore"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--password-file", password.toString()));
        Map<String, String> environment = Map.of(
                "KAFKA_HOME", String.valueOf(KAFKA.libs().getParent()),
                "JAVA_HOME", Jdk.current().home().toString());
        CommandResult result = Command.run(command, environment, "", TIMEOUT);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
