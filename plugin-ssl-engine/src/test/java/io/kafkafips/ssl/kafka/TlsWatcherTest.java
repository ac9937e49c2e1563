package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real watcher, through the class that Kafka makes. */
class TlsWatcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path folder;

    private final Pki authority = Pki.root("CN=ca");
    private final List<FipsSslEngineFactory> factories = new ArrayList<>();
    private TestSettings client;
    private TestSettings server;
    private Path file;

    @BeforeEach
    void settings() {
        client = TestSettings.pem(authority.issue(CertificateSpec.of("CN=client")), authority);
        file = authority.issue(CertificateSpec.localServer("CN=broker")).writePem(folder.resolve("key.pem"));
        server = TestSettings.none()
                .with("ssl.keystore.type", "PEM")
                .with("ssl.keystore.location", file.toString())
                .with("ssl.client.auth", "required")
                .withPemTrust(authority);
    }

    @AfterEach
    void close() {
        factories.forEach(FipsSslEngineFactory::close);
    }

    @Test
    void rotatedFile_withoutAnyCall_isServedToNewConnections() throws Exception {
        FipsSslEngineFactory factory = factory(server);
        Identity rotated = authority.issue(CertificateSpec.localServer("CN=broker"));

        rotated.writePem(file);

        await(() -> rotated.certificate().equals(served(factory)));
    }

    @Test
    void configure_secondInstanceAfterAChange_hasTheNewFileAtOnce() throws Exception {
        factory(server);
        Identity rotated = authority.issue(CertificateSpec.localServer("CN=broker"));
        rotated.writePem(file);

        FipsSslEngineFactory second = factory(server);

        assertThat(served(second)).isEqualTo(rotated.certificate());
    }

    @Test
    void close_lastFactory_takesItsMetricsAway() throws Exception {
        FipsSslEngineFactory one = factory(server);
        FipsSslEngineFactory two = factory(server);
        await(() -> materials().size() == 1);

        one.close();
        two.close();

        await(() -> materials().isEmpty());
    }

    @Test
    void handshakes_byJmx_areCountedByVersionSuiteAndGroup() throws Exception {
        ObjectName name = handshakes("protocol=TLSv1.3,suite=TLS_AES_256_GCM_SHA384,group=secp256r1");
        served(factory(server));
        long before = (long) JMX.getAttribute(name, "Count");

        served(factory(server));

        assertThat((long) JMX.getAttribute(name, "Count")).isEqualTo(before + 2);
    }

    @Test
    void handshakes_finiteFieldGroup_isCountedUnderItsName() throws Exception {
        Identity rsa = authority.issue(CertificateSpec.localServer("CN=rsa").withKey(KeySpec.RSA2048));
        String suite = "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384";
        TestSettings classic = TestSettings.pem(rsa, authority)
                .with("ssl.enabled.protocols", "TLSv1.2")
                .with("ssl.cipher.suites", suite);

        assertThat(talk(classic, factory(classic)).succeeded()).isTrue();

        ObjectName name = handshakes("protocol=TLSv1.2,suite=" + suite + ",group=ffdhe2048");
        assertThat((long) JMX.getAttribute(name, "Count")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void handshakes_resumedSession_hasNoGroup() throws Exception {
        TestSettings classic = server.with("ssl.enabled.protocols", "TLSv1.2");
        FipsSslEngineFactory factory = factory(classic);
        FipsSslEngineFactory client = factory(classic);
        for (int i = 0; i < 2; i++) {
            Conversation conversation = Conversation.between(
                    client.createClientSslEngine("localhost", 9093, "https"),
                    factory.createServerSslEngine("localhost", 50_000));
            assertThat(conversation.succeeded()).isTrue();
        }

        Set<ObjectName> names = JMX.queryNames(
                new ObjectName("io.kafkafips:type=TlsEngine,name=handshakes,result=ok,protocol=TLSv1.2,group=none,*"),
                null);
        assertThat(names).isNotEmpty();
    }

    private static ObjectName handshakes(String labels) throws Exception {
        return new ObjectName("io.kafkafips:type=TlsEngine,name=handshakes,result=ok," + labels);
    }

    @Test
    void refusals_byJmx_areCountedByReason() throws Exception {
        TestSettings trustsSomebodyElse =
                TestSettings.pem(authority.issue(CertificateSpec.of("CN=x")), Pki.root("CN=stranger"));
        FipsSslEngineFactory factory = factory(server);
        long before = refused("untrusted");

        Conversation conversation = talk(trustsSomebodyElse, factory);

        assertThat(conversation.succeeded()).isFalse();
        assertThat(refused("untrusted")).isGreaterThan(before);
    }

    @Test
    void refusals_ofAReasonThatNeverCame_areThereAsZero() throws Exception {
        factory(server);

        assertThat(refused("weak")).isNotNegative();
        assertThat(JMX.getAttribute(new ObjectName("io.kafkafips:type=TlsEngine,name=cuts,reason=revoked"), "Count"))
                .isNotNull();
    }

    private static long refused(String reason) throws Exception {
        return (long) JMX.getAttribute(
                new ObjectName("io.kafkafips:type=TlsEngine,name=handshakes,result=refused,reason=" + reason), "Count");
    }

    @Test
    void material_byJmx_tellsTheExpiryOfTheLeaf() throws Exception {
        factory(server);

        ObjectName name = materials().iterator().next();

        assertThat((double) JMX.getAttribute(name, "LeafDaysToExpiry")).isBetween(0.9, 1.0);
        assertThat(JMX.getAttribute(name, "OwnCertificate")).isEqualTo("CN=broker");
    }

    private Set<ObjectName> materials() throws Exception {
        return JMX.queryNames(
                new ObjectName("io.kafkafips:type=TlsEngine,name=material,keystore=" + ObjectName.quote(file.toString())
                        + ",*"),
                null);
    }

    private X509Certificate served(FipsSslEngineFactory factory) throws Exception {
        Conversation conversation = talk(client, factory);
        return (X509Certificate) conversation.client().getSession().getPeerCertificates()[0];
    }

    private Conversation talk(TestSettings from, FipsSslEngineFactory to) throws Exception {
        return Conversation.between(
                factory(from).createClientSslEngine("localhost", 9093, "https"),
                to.createServerSslEngine("127.0.0.1", 50_000));
    }

    private FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factories.add(factory);
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("patience ends").isLessThan(deadline);
            Thread.sleep(100);
        }
    }
}
