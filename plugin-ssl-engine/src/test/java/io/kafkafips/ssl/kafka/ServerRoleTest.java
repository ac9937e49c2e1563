package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.KeySpec;
import io.kafkafips.testkit.Pki;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.network.SslChannelBuilder;
import org.apache.kafka.common.security.ssl.SslFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of a broker or controller, which Kafka's own {@code SslFactory} starts here, and not of a client. */
class ServerRoleTest {
    private static final Pki AUTHORITY = Pki.root("CN=ca");
    private static final TestSettings BROKER =
            pem(CertificateSpec.localServer("CN=broker")).with("ssl.client.auth", "required");

    @Test
    void start_brokerInOrder_passesKafkasTrialOfAnInterBrokerListener() {
        assertThatCode(() -> start(BROKER, true).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "requested"})
    void start_noCertificateDemanded_isRefusedOnABrokerOnly(String auth) {
        TestSettings settings = BROKER.with("ssl.client.auth", auth);

        assertThatThrownBy(() -> start(settings, false))
                .hasMessageContaining("ssl.client.auth=" + auth + " is refused: expected required");
        assertThatCode(() -> new FipsSslEngineFactory().configure(settings.asKafkaGivesThem()))
                .doesNotThrowAnyException();
    }

    /** Kafka itself replaces the setting on SASL_SSL listeners. */
    @Test
    void start_saslListener_needsThePermission() {
        assertThatThrownBy(() -> new SslFactory(ConnectionMode.SERVER, "none", false).configure(asBroker(BROKER)))
                .hasMessageContaining("for a SASL_SSL listener");
        assertThatCode(() -> new SslFactory(ConnectionMode.SERVER, "none", false)
                        .configure(asBroker(BROKER.with("fips.tls.allow.clients.without.certificate", "true"))))
                .doesNotThrowAnyException();
    }

    @Test
    void start_ownAuthorityNotTrusted_isRefusedByNameBeforeKafkasTrial() {
        TestSettings settings = BROKER.withPemTrust(Pki.root("CN=other"));

        assertThatThrownBy(() -> start(settings, true))
                .hasMessageContaining("expected a certificate that the node's own trust store accepts")
                .hasMessageContaining("put the authority CN=ca into the trust store");
    }

    /** A listener for clients may have a certificate of a public authority, and trust the clients' own one. */
    @Test
    void start_ownAuthorityNotTrustedOnAnotherListener_isAccepted() {
        TestSettings settings = BROKER.withPemTrust(Pki.root("CN=clients"));

        assertThatCode(() -> start(settings, false).close()).doesNotThrowAnyException();
    }

    @Test
    void start_certificateForServersOnly_isRefusedBetweenBrokersOnly() {
        TestSettings settings = pem(CertificateSpec.localServer("CN=broker").withUsage(false, true))
                .with("ssl.client.auth", "required");

        assertThatCode(() -> start(settings, false).close()).doesNotThrowAnyException();
        assertThatThrownBy(() -> start(settings, true)).hasMessageContaining("extended key usage clientAuth");
    }

    @Test
    void start_noAlternativeName_isRefused() {
        TestSettings settings = pem(CertificateSpec.of("CN=broker")).with("ssl.client.auth", "required");

        assertThatThrownBy(() -> start(settings, false))
                .hasMessageContaining("dNSName or iPAddress among the subject alternative names");
    }

    @ParameterizedTest
    @CsvSource({"fips.ssl.protocol, CN=broker has a key below", "fips.tls.profile, CN=broker has a key below"})
    void start_strictWithAP256Key_isRefusedForTheListenerAndForTheNode(String key, String reason) {
        assertThatThrownBy(() -> start(BROKER.with(key, "strict"), false)).hasMessageContaining(reason);
    }

    @Test
    void start_listenerBackToTheDefault_isAccepted() {
        TestSettings settings = BROKER.with("fips.tls.profile", "strict").with("fips.ssl.protocol", "sp800-52r2");

        assertThatCode(() -> start(settings, true).close()).doesNotThrowAnyException();
    }

    @Test
    void reconfigure_profileOfTheListener_takesEffectAtOnce() {
        Identity strong = Pki.root(
                        CertificateSpec.of("CN=strong").withKey(KeySpec.P384).withSignatureAlgorithm("SHA384withECDSA"))
                .issue(CertificateSpec.localServer("CN=broker")
                        .withKey(KeySpec.P384)
                        .withSignatureAlgorithm("SHA384withECDSA"));
        TestSettings settings = TestSettings.pem(strong, AUTHORITY).with("ssl.client.auth", "required");
        SslFactory kafka = start(settings, false);
        Object before = kafka.sslEngineFactory();

        kafka.reconfigure(asBroker(settings.with("fips.ssl.protocol", "strict")));

        assertThat(kafka.sslEngineFactory()).isNotSameAs(before);
        assertThat(kafka.createSslEngine("localhost", 1).getEnabledProtocols()).containsExactly("TLSv1.3");
    }

    @Test
    void reconfigure_revocationOfTheListener_makesANewContext() {
        SslFactory kafka = start(BROKER, false);
        Object before = kafka.sslEngineFactory();

        kafka.reconfigure(asBroker(BROKER.with("fips.ssl.trustmanager.algorithm", "ocsp")));

        assertThat(kafka.sslEngineFactory()).isNotSameAs(before);
    }

    /** So Kafka does not validate ours before it stores them, although it delivers them: docs/tls.md says what that means. */
    @Test
    void reconfigurableConfigs_ofKafkasChannelBuilder_areAFixedListWithoutOurs() {
        Set<String> validated = new SslChannelBuilder(ConnectionMode.SERVER, new ListenerName("EXTERNAL"), false)
                .reconfigurableConfigs();

        assertThat(validated).isEqualTo(SslConfigs.RECONFIGURABLE_CONFIGS);
        assertThat(validated).doesNotContain("fips.ssl.protocol", "fips.ssl.trustmanager.algorithm");
    }

    @Test
    void validateReconfiguration_profileThatTheKeyDoesNotMeet_isRefusedAtOnce() {
        SslFactory kafka = start(BROKER, false);

        assertThatThrownBy(() -> kafka.validateReconfiguration(asBroker(BROKER.with("fips.ssl.protocol", "strict"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CN=broker has a key below the profile strict");
    }

    /** Kafka has the listener shake hands with itself, before anybody can have been asked about its certificate. */
    @Test
    void start_interBrokerListenerWithOcsp_waitsForNoAnswerAboutItself() {
        TestSettings settings = BROKER.with("fips.tls.revocation.mode", "ocsp")
                .with("fips.tls.revocation.ocsp.url", "http://127.0.0.1:1/down");

        assertThatCode(() -> start(settings, true).close()).doesNotThrowAnyException();
    }

    @Test
    void start_listenerPrefixThatKafkaLeavesOn_isRefused() {
        assertThatThrownBy(() -> start(BROKER.with("listener.name.external.fips.tls.profile", "strict"), false))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("listener.name.<listener>.fips.ssl.protocol");
    }

    private static SslFactory start(TestSettings settings, boolean interBroker) {
        SslFactory factory = new SslFactory(ConnectionMode.SERVER, null, interBroker);
        factory.configure(asBroker(settings));
        return factory;
    }

    private static Map<String, Object> asBroker(TestSettings settings) {
        Map<String, Object> configs = new HashMap<>(settings.asKafkaGivesThem());
        configs.put("process.roles", List.of("broker"));
        configs.put("ssl.engine.factory.class", FipsSslEngineFactory.class);
        return configs;
    }

    private static TestSettings pem(CertificateSpec spec) {
        return TestSettings.pem(AUTHORITY.issue(spec), AUTHORITY);
    }
}
