package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.security.ssl.SslFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The factory as Kafka uses it; Kafka's own {@code SslFactory} is the oracle for start and reconfiguration. */
class FipsSslEngineFactoryTest {
    @TempDir
    static Path folder;

    private static Pki authority;
    private static TestSettings settings;

    @BeforeAll
    static void stores() {
        authority = Pki.root("CN=ca");
        Identity broker = authority.issue(CertificateSpec.localServer("CN=broker"));
        settings = TestSettings.bcfks(folder, "broker", broker, authority).with("ssl.client.auth", "required");
    }

    @Test
    void configure_secondInstanceWithTheSameSettings_sharesTheOpenedStores() {
        FipsSslEngineFactory first = factory(settings);

        FipsSslEngineFactory second = factory(settings);

        assertThat(second.keystore()).isSameAs(first.keystore());
        assertThat(second.truststore()).isSameAs(first.truststore());
    }

    @Test
    void configure_otherClientAuthentication_doesNotShare() {
        FipsSslEngineFactory strict = factory(settings);

        FipsSslEngineFactory open = factory(settings.with("ssl.client.auth", "requested"));

        assertThat(open.keystore()).isNotSameAs(strict.keystore());
    }

    @Test
    void configure_wrongPasswordForAnOpenedStore_isStillRefused() {
        FipsSslEngineFactory opened = factory(settings);

        assertThat(opened.keystore()).isNotNull();
        assertThatThrownBy(() -> factory(settings.with("ssl.keystore.password", "not-the-password")))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void configure_unapprovedSetting_isRefused() {
        assertThatThrownBy(() -> factory(settings.with("ssl.enabled.protocols", "TLSv1.2,TLSv1.1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.enabled.protocols=TLSv1.1 is refused");
    }

    @Test
    void configure_clientAuthenticationWithoutTrust_isRefused() {
        TestSettings noTrust = settings.without("ssl.truststore.location").without("ssl.truststore.password");

        assertThatThrownBy(() -> factory(noTrust))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ssl.truststore.location is missing: expected a trust store");
    }

    @Test
    void createServerSslEngine_noKey_isRefused() {
        FipsSslEngineFactory factory = factory(TestSettings.none());

        assertThatThrownBy(() -> factory.createServerSslEngine("localhost", 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "ssl.keystore.location is missing: expected a key store, since a listener has to show a certificate");
    }

    @Test
    void createClientSslEngine_noTrust_isRefused() {
        FipsSslEngineFactory factory = factory(TestSettings.none());

        assertThatThrownBy(() -> factory.createClientSslEngine("localhost", 1, "https"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.truststore.location is missing: expected a trust store");
    }

    @Test
    void keystore_notConfigured_isNullAsKafkaExpectsIt() {
        FipsSslEngineFactory factory = factory(TestSettings.none());

        assertThat(factory.keystore()).isNull();
        assertThat(factory.truststore()).isNull();
    }

    @Test
    void createServerSslEngine_beforeConfigure_saysSo() {
        assertThatThrownBy(() -> new FipsSslEngineFactory().createServerSslEngine("localhost", 1))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Kafka closes a factory before it has put the next one in its place. */
    @Test
    void createServerSslEngine_afterClose_stillWorks() {
        FipsSslEngineFactory factory = factory(settings);
        factory.close();

        assertThatCode(() -> factory.createServerSslEngine("localhost", 1)).doesNotThrowAnyException();
    }

    @Test
    void reconfigurableConfigs_always_areKafkasOwnAndThoseOfAListener() {
        assertThat(new FipsSslEngineFactory().reconfigurableConfigs())
                .containsAll(SslConfigs.RECONFIGURABLE_CONFIGS)
                .contains("fips.ssl.protocol", "fips.ssl.trustmanager.algorithm")
                .hasSize(SslConfigs.RECONFIGURABLE_CONFIGS.size() + 2);
    }

    @Test
    void shouldBeRebuilt_sameSettingsAndAStranger_isFalse() {
        Map<String, Object> next = new HashMap<>(settings.asKafkaGivesThem());
        next.put("log.cleaner.threads", 7);

        assertThat(factory(settings).shouldBeRebuilt(next)).isFalse();
    }

    @Test
    void shouldBeRebuilt_otherTrustStore_isTrue() {
        Map<String, Object> next = settings.withTrust(
                        Pki.root("CN=new").writeBcfksTruststore(folder.resolve("new-ca"), TestSettings.PASSWORD))
                .asKafkaGivesThem();

        assertThat(factory(settings).shouldBeRebuilt(next)).isTrue();
    }

    @Test
    void shouldBeRebuilt_refusedSettings_isTrueSoThatConfigureTellsWhy() {
        Map<String, Object> next =
                settings.with("ssl.keystore.location", "/no/such/file").asKafkaGivesThem();

        assertThat(factory(settings).shouldBeRebuilt(next)).isTrue();
    }

    @Test
    void shouldBeRebuilt_newContentOfTheSameFile_isTrueOnceUntilRebuilt() throws Exception {
        Path file = folder.resolve("rotating.bcfks");
        TestSettings rotating = settings.withKey(newKey("CN=broker").writeBcfks(file, TestSettings.PASSWORD));
        FipsSslEngineFactory before = factory(rotating);
        KeyStore storeBefore = before.keystore();
        replace(file, newKey("CN=broker"));

        boolean changed = before.shouldBeRebuilt(rotating.asKafkaGivesThem());
        FipsSslEngineFactory after = factory(rotating);

        assertThat(changed).isTrue();
        assertThat(after.keystore()).isNotSameAs(storeBefore);
        assertThat(after.shouldBeRebuilt(rotating.asKafkaGivesThem())).isFalse();
    }

    /** An inter-broker listener: Kafka lets the factory shake hands with itself before it accepts it. */
    @Test
    void sslFactory_interBrokerListener_validates() {
        assertThatCode(() -> kafkas(settings).close()).doesNotThrowAnyException();
    }

    @Test
    void sslFactory_rotatedKeyOfTheSameName_isTaken() throws Exception {
        Path file = folder.resolve("same-name.bcfks");
        TestSettings rotating = settings.withKey(newKey("CN=broker").writeBcfks(file, TestSettings.PASSWORD));
        SslFactory kafka = kafkas(rotating);
        Object before = kafka.sslEngineFactory();
        replace(file, newKey("CN=broker"));

        kafka.reconfigure(rotating.asKafkaGivesThem());

        assertThat(kafka.sslEngineFactory()).isNotSameAs(before);
    }

    @Test
    void sslFactory_nothingChanged_keepsTheFactory() {
        SslFactory kafka = kafkas(settings);
        Object before = kafka.sslEngineFactory();

        kafka.reconfigure(settings.asKafkaGivesThem());

        assertThat(kafka.sslEngineFactory()).isSameAs(before);
    }

    @Test
    void sslFactory_rotatedKeyOfAnotherName_isRefusedByKafka() throws Exception {
        Path file = folder.resolve("other-name.bcfks");
        TestSettings rotating = settings.withKey(newKey("CN=broker").writeBcfks(file, TestSettings.PASSWORD));
        SslFactory kafka = kafkas(rotating);
        replace(file, newKey("CN=intruder"));

        assertThatThrownBy(() -> kafka.validateReconfiguration(rotating.asKafkaGivesThem()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("DistinguishedName does not match");
    }

    @Test
    void configDef_always_isACopyWithDocumentation() {
        assertThat(SslEngineConfig.configDef().configKeys())
                .allSatisfy((name, key) -> assertThat(key.documentation).isNotBlank())
                .isNotEmpty();
    }

    private static Identity newKey(String name) {
        return authority.issue(CertificateSpec.localServer(name));
    }

    private static void replace(Path file, Identity identity) throws Exception {
        Path next = identity.writeBcfks(folder.resolve("next.bcfks"), TestSettings.PASSWORD);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FipsSslEngineFactory factory(TestSettings settings) {
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(settings.asKafkaGivesThem());
        return factory;
    }

    private static SslFactory kafkas(TestSettings settings) {
        SslFactory factory = new SslFactory(ConnectionMode.SERVER, null, true);
        Map<String, Object> configs = new HashMap<>(settings.asKafkaGivesThem());
        configs.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, FipsSslEngineFactory.class);
        factory.configure(configs);
        return factory;
    }
}
