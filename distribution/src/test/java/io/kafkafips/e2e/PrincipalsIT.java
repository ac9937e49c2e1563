package io.kafkafips.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.TlsStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Principals on a real broker with a dedicated controller: every topic is created through a forwarded request, which the controller
 * decides. Two trust anchors, of which the rules trust one with less.
 */
class PrincipalsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/principals");
    private static final String ALICES_PASSWORD = "a-long-enough-password";

    private static final Pki PARTNER = Pki.root("CN=Partner Root,O=Partner");

    private static FipsCluster cluster;
    private static Pki corporate;
    private static Admin admin;
    private static int saslPort;

    @BeforeAll
    static void start() throws Exception {
        FreshFolder.of(FOLDER);
        cluster = FipsCluster.prepare(new FipsCluster.Layout(
                FOLDER, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        corporate = cluster.authority();
        saslPort = Ports.free(1).get(0);
        Files.createDirectories(FOLDER.resolve("crls"));
        corporate.writeCrl(FOLDER.resolve("crls/corporate.crl"));
        PARTNER.writeCrl(FOLDER.resolve("crls/partner.crl"));
        cluster.start(brokerSettings());
        admin = Admin.create(new HashMap<String, Object>(cluster.clientSettings("admin")));
        admin.createAcls(List.of(
                        mayCreate("pay-", "Group:payments"),
                        mayCreate("sasl-", "Group:payments"),
                        mayCreate("shared-", "Group:partner-payments")))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        "alice", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), ALICES_PASSWORD)))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        admin.close();
        cluster.close();
    }

    @Test
    void createTopics_groupOfTheCertificate_isAllowedByTheController() {
        Map<String, String> carol = client(corporate.issue(CertificateSpec.of("CN=carol,OU=payments,O=Example")));

        assertThatCode(() -> create(carol, "pay-1")).doesNotThrowAnyException();
        assertThat(catchThrowable(() -> create(carol, "other-1")))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void createTopics_groupUnderThePartnersAnchor_isThePartnersGroup() {
        Map<String, String> bob = client(PARTNER.issue(CertificateSpec.of("CN=bob,OU=payments,O=Example")));

        assertThatCode(() -> create(bob, "shared-1")).doesNotThrowAnyException();
        assertThat(catchThrowable(() -> create(bob, "pay-2"))).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void createTopics_partnersIntermediateClaimsTheCorporateRoot_isStillThePartners() throws Exception {
        Pki sub = PARTNER.intermediate("CN=sub");
        sub.writeCrl(FOLDER.resolve("crls/sub.crl"));
        Identity mallory = sub.issue(CertificateSpec.of("CN=mallory,OU=payments,O=Example"));
        List<X509Certificate> chain =
                List.of(mallory.certificate(), sub.claimedToBeIssuedBy(corporate), sub.certificate());
        Map<String, String> settings = client(new Identity(mallory.key(), chain));
        // our own engine would refuse to send such a chain
        settings.remove("ssl.engine.factory.class");

        assertThat(onceItsCrlIsRead(() -> create(settings, "shared-2"))).isNull();
        assertThat(catchThrowable(() -> create(settings, "pay-3")))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    /** The broker refuses an authority whose CRL it has not found yet, and looks for new files every other second. */
    private static @Nullable Throwable onceItsCrlIsRead(ThrowingCallable action) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Throwable failure = catchThrowable(action);
        while (failure != null
                && failure.getCause() instanceof SslAuthenticationException
                && System.nanoTime() < deadline) {
            Thread.sleep(200);
            failure = catchThrowable(action);
        }
        return failure;
    }

    @Test
    void createTopics_saslUserWithACertificate_hasItsGroups() {
        Map<String, String> alice = client(corporate.issue(CertificateSpec.of("CN=app,OU=payments,O=Example")));
        alice.put("bootstrap.servers", "127.0.0.1:" + saslPort);
        alice.put("security.protocol", "SASL_SSL");
        alice.put("sasl.mechanism", "SCRAM-SHA-512");
        alice.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"alice\" password=\""
                        + ALICES_PASSWORD + "\";");

        assertThatCode(() -> create(alice, "sasl-1")).doesNotThrowAnyException();
        assertThat(catchThrowable(() -> create(alice, "other-2")))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        awaitAuditLine("\"User:alice\"", "\"Cn:app\"", "DENIED", "other-2");
    }

    @Test
    void request_certificateRevokedMeanwhile_isDeniedWithThatReason() {
        Identity dave = corporate.issue(CertificateSpec.of("CN=dave,OU=payments,O=Example"));
        try (Admin client = Admin.create(new HashMap<String, Object>(client(dave)))) {
            assertThatCode(() -> create(client, "pay-4")).doesNotThrowAnyException();

            corporate.revoke(dave.certificate()).writeCrl(FOLDER.resolve("crls/corporate.crl"));

            await(() -> catchThrowable(() -> create(client, "pay-" + System.nanoTime())) != null);
        }
        awaitAuditLine("\"Cn:dave\"", "\"CertificateRevoked\"");
    }

    private static Map<String, String> brokerSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("listeners", "CLIENTS://127.0.0.1:" + cluster.brokerPort() + ",LOGIN://127.0.0.1:" + saslPort);
        settings.put("listener.security.protocol.map", "CONTROLLER:SSL,CLIENTS:SSL,LOGIN:SASL_SSL");
        settings.put("listener.name.login.ssl.client.auth", "required");
        settings.put("listener.name.login.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.login.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put(
                "ssl.truststore.location",
                corporate
                        .writeBcfksTruststore(FOLDER.resolve("pki/both.bcfks"), FipsCluster.PASSWORD, PARTNER)
                        .toString());
        settings.put(
                "certificate.principal.rules",
                "anchor 'CN=Throw-away CA,O=Example' gives all;"
                        + " anchor 'CN=Partner Root,O=Partner' gives User as \"partner-{}\", Group as \"partner-{}\"");
        settings.put("fips.tls.revocation.mode", "crl");
        settings.put("fips.tls.revocation.crl.locations", FOLDER.resolve("crls").toString());
        // longer than the test: requests are denied, not connections cut
        settings.put("fips.tls.revocation.check.interval.ms", "3600000");
        return settings;
    }

    private static Map<String, String> client(Identity identity) {
        Path folder = FOLDER.resolve("pki");
        String name = "client-" + identity.certificate().getSerialNumber().toString(16);
        TlsStores stores = new TlsStores(
                identity.writeBcfks(folder.resolve(name + ".bcfks"), FipsCluster.PASSWORD),
                folder.resolve("truststore.bcfks"),
                FipsCluster.PASSWORD);
        return new TreeMap<>(stores.clientSettings(cluster.bootstrapServers()));
    }

    private static void create(Map<String, String> client, String topic) throws Exception {
        try (Admin user = Admin.create(new HashMap<String, Object>(client))) {
            create(user, topic);
        }
    }

    private static void create(Admin client, String topic) throws Exception {
        client.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                .all()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private static AclBinding mayCreate(String prefix, String principal) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED),
                new AccessControlEntry(principal, "*", AclOperation.CREATE, AclPermissionType.ALLOW));
    }

    /** The controller's: it decides, and writes its trail behind. */
    private static void awaitAuditLine(String... words) {
        await(() -> {
            try {
                return Files.readAllLines(FOLDER.resolve("audit/audit-controller-1-00000001.jsonl")).stream()
                        .anyMatch(line -> Stream.of(words).allMatch(line::contains));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience ends").isLessThan(deadline);
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
