package io.kafkafips.ssl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.engine.EngineLimits;
import io.kafkafips.ssl.engine.TlsProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPolicyTest {
    @Test
    void from_nothingSet_enablesAllThatIsApproved() {
        TlsPolicy policy = policy(settings());

        assertThat(policy)
                .isEqualTo(new TlsPolicy(
                        TlsProfile.SP800_52R2,
                        List.of("TLSv1.3", "TLSv1.2"),
                        List.of("TLSv1.3", "TLSv1.2"),
                        TlsProfile.SP800_52R2.cipherSuites(),
                        false,
                        limitsOf(TlsProfile.SP800_52R2),
                        ClientAuth.NONE));
    }

    @Test
    void from_oneVersion_enablesTheSuitesOfThatVersionOnly() {
        TlsPolicy policy = policy(settings("ssl.enabled.protocols", List.of("TLSv1.3")));

        assertThat(policy.cipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");
    }

    @Test
    void from_noEnabledProtocolsAndAnOlderContext_enablesThatVersionOnly() {
        TlsPolicy policy = policy(settings("ssl.protocol", "TLSv1.2", "ssl.enabled.protocols", List.of()));

        assertThat(policy.protocols()).containsExactly("TLSv1.2");
    }

    @Test
    void from_namedSuites_keepsTheirOrder() {
        List<String> named = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");

        TlsPolicy policy = policy(settings("ssl.cipher.suites", named, "ssl.enabled.protocols", List.of("TLSv1.3")));

        assertThat(policy.cipherSuites()).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_AES_128_CCM_SHA256",
                "TLS_AES_128_CCM_8_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA348"
            })
    void from_otherSuite_isRefusedByName(String suite) {
        Settings settings = settings("ssl.cipher.suites", List.of("TLS_AES_256_GCM_SHA384", suite));

        assertThatThrownBy(() -> policy(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "ssl.cipher.suites=" + suite + " is refused: expected only TLS_AES_256_GCM_SHA384, ")
                .hasMessageContaining("Remedy: take " + suite + " out of the line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.1", "TLSv1", "SSLv3", "tlsv1.3", "TLSv1.4"})
    void from_otherVersion_isRefusedByName(String version) {
        Settings settings = settings("ssl.enabled.protocols", List.of("TLSv1.3", version));

        assertThatThrownBy(() -> policy(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.enabled.protocols=" + version + " is refused: expected only TLSv1.3, ");
    }

    @Test
    void from_versionWithoutASuite_isRefused() {
        Settings settings = settings(
                "ssl.cipher.suites",
                List.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                "ssl.enabled.protocols",
                List.of("TLSv1.3", "TLSv1.2"));

        assertThatThrownBy(() -> policy(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("at least one suite of TLSv1.3, which is enabled")
                .hasMessageContaining("take TLSv1.3 out of ssl.enabled.protocols");
    }

    @ParameterizedTest
    @CsvSource({"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLSv1.2", "TLS_AES_256_GCM_SHA384, TLSv1.3"})
    void from_suitesOfOneVersionAndKafkasVersions_isThatVersionAlone(String suite, String version) {
        Settings settings =
                settings("ssl.cipher.suites", List.of(suite), "ssl.enabled.protocols", List.of("TLSv1.2", "TLSv1.3"));

        assertThat(policy(settings).protocols()).containsExactly(version);
        assertThat(policy(settings).clientProtocols()).containsExactly(version);
    }

    @Test
    void from_contextOfTls12_leavesTls13ToTheServerAlone() {
        TlsPolicy policy =
                policy(settings("ssl.protocol", "TLSv1.2", "ssl.enabled.protocols", List.of("TLSv1.2", "TLSv1.3")));

        assertThat(policy.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(policy.clientProtocols()).containsExactly("TLSv1.2");
    }

    @Test
    void from_contextOfTls12AndTls13Alone_isRefused() {
        Settings settings = settings("ssl.protocol", "TLSv1.2", "ssl.enabled.protocols", List.of("TLSv1.3"));

        assertThatThrownBy(() -> policy(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.protocol=TLSv1.2 is refused: expected TLSv1.3 or nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "ssl.protocol, SSL",
        "ssl.protocol, TLSv1.1",
        "ssl.provider, SunJSSE",
        "ssl.keymanager.algorithm, SunX509",
        "ssl.trustmanager.algorithm, SunX509",
        "ssl.secure.random.implementation, SHA1PRNG",
        "ssl.endpoint.identification.algorithm, htps",
        "ssl.client.auth, require",
        "ssl.client.auth, true"
    })
    void from_otherValue_isRefusedWithItsKey(String key, String value) {
        assertThatThrownBy(() -> policy(settings(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + "=" + value + " is refused: expected ")
                .hasMessageContaining("Remedy: ");
    }

    @ParameterizedTest
    @CsvSource({
        "ssl.provider, BCJSSE",
        "ssl.provider, ''",
        "ssl.keymanager.algorithm, PKIX",
        "ssl.endpoint.identification.algorithm, ''",
        "ssl.endpoint.identification.algorithm, HTTPS",
        "ssl.secure.random.implementation, ' '",
        "ssl.protocol, TLS"
    })
    void from_approvedValue_changesNothing(String key, String value) {
        assertThat(policy(settings(key, value))).isEqualTo(policy(settings()));
    }

    @ParameterizedTest
    @CsvSource({"required, REQUIRED", "Requested, REQUESTED", "NONE, NONE"})
    void from_clientAuth_takesTheCasesThatKafkaTakes(String value, ClientAuth expected) {
        assertThat(policy(settings("ssl.client.auth", value)).clientAuth()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(ClientAuth.class)
    void applyToServer_clientAuth_isWhatTheEngineAsks(ClientAuth auth) throws Exception {
        SSLEngine engine = engine();

        policy(settings("ssl.client.auth", auth.name())).applyToServer(engine);

        assertThat(List.of(engine.getNeedClientAuth(), engine.getWantClientAuth(), engine.getUseClientMode()))
                .containsExactly(auth == ClientAuth.REQUIRED, auth == ClientAuth.REQUESTED, false);
    }

    /** The oracle for the two lists: BCJSSE under the shipped security properties enables the same suites and no other. */
    @Test
    void approved_comparedWithTheHardenedProvider_areTheSame() throws Exception {
        SSLEngine engine = engine();

        assertThat(engine.getEnabledCipherSuites())
                .containsExactlyInAnyOrderElementsOf(TlsProfile.SP800_52R2.cipherSuites());
        assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrderElementsOf(TlsProfile.SP800_52R2.protocols());
    }

    @Test
    void applyToClient_policy_isAllThatTheEngineEnables() throws Exception {
        SSLEngine engine = engine();

        policy(settings()).applyToClient(engine, "https");

        assertThat(Arrays.asList(engine.getEnabledCipherSuites()))
                .containsExactlyElementsOf(TlsProfile.SP800_52R2.cipherSuites());
        assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
    }

    @Test
    void requireKeptBy_suiteThatTheProviderDrops_isRefused() throws Exception {
        TlsPolicy policy = new TlsPolicy(
                TlsProfile.SP800_52R2,
                TlsProfile.SP800_52R2.protocols(),
                TlsProfile.SP800_52R2.protocols(),
                List.of("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
                true,
                limitsOf(TlsProfile.SP800_52R2),
                ClientAuth.NONE);
        SSLEngine engine = engine();

        assertThatThrownBy(() -> policy.requireKeptBy(engine))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.cipher.suites=TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 is refused")
                .hasMessageContaining("jdk.tls.disabledAlgorithms");
    }

    private static SSLEngine engine() throws Exception {
        return TlsProvider.context(new KeyManager[0], new TrustManager[0]).createSSLEngine();
    }

    private static TlsPolicy policy(Settings settings) {
        return TlsPolicy.from(settings, NodeRole.CLIENT, none -> null);
    }

    private static EngineLimits limitsOf(TlsProfile profile) {
        return new EngineLimits(profile.namedGroups(), profile.signatureSchemes(), profile.signatureSchemes());
    }

    private static Settings settings(Object... keysAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Settings(map);
    }
}
