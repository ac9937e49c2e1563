package io.kafkafips.ssl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsProfileTest {
    @Test
    void from_strict_enablesTls13WithAes256AndP384Only() {
        TlsPolicy policy = policy(NodeRole.CLIENT, Map.of(), "fips.tls.profile", "strict");

        assertThat(policy.protocols()).containsExactly("TLSv1.3");
        assertThat(policy.cipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(policy.limits().namedGroups()).containsExactly("secp384r1");
        assertThat(policy.limits().serverSchemes()).allMatch(scheme -> scheme.matches(".*_sha(384|512)"));
    }

    /** Kafka fills the missing line in before the factory sees it. */
    @Test
    void from_strictAndKafkasDefaultVersions_isTls13Only() {
        TlsPolicy policy = policy(
                NodeRole.CLIENT,
                Map.of(),
                "fips.tls.profile",
                "strict",
                "ssl.enabled.protocols",
                List.of("TLSv1.2", "TLSv1.3"));

        assertThat(policy.protocols()).containsExactly("TLSv1.3");
    }

    @Test
    void from_strictAndTls12ByHand_isRefusedByName() {
        assertThatThrownBy(() -> policy(
                        NodeRole.CLIENT,
                        Map.of(),
                        "fips.tls.profile",
                        "strict",
                        "ssl.enabled.protocols",
                        List.of("TLSv1.2")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "ssl.enabled.protocols=TLSv1.2 is refused: expected only TLSv1.3 (profile strict)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"})
    void from_strictAndAnotherSuite_isRefusedByName(String suite) {
        assertThatThrownBy(() -> policy(
                        NodeRole.CLIENT,
                        Map.of(),
                        "fips.tls.profile",
                        "strict",
                        "ssl.cipher.suites",
                        List.of("TLS_AES_256_GCM_SHA384", suite)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("ssl.cipher.suites=" + suite
                        + " is refused: expected only TLS_AES_256_GCM_SHA384 (profile strict)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Strict", "cnsa", "fips"})
    void from_unknownProfile_isRefusedWithTheKnownOnes(String name) {
        assertThatThrownBy(() -> policy(NodeRole.CLIENT, Map.of(), "fips.tls.profile", name))
                .isInstanceOf(ConfigException.class)
                .hasMessage("fips.tls.profile=" + name
                        + " is refused: expected sp800-52r2 or strict. Remedy: fips.tls.profile=sp800-52r2");
    }

    @ParameterizedTest
    @CsvSource({"strict, sp800-52r2, SP800_52R2", "sp800-52r2, strict, STRICT"})
    void from_profileOfAListener_winsOverTheNodes(String node, String listener, TlsProfile expected) {
        TlsPolicy policy = policy(
                NodeRole.SERVER,
                Map.of(),
                "ssl.client.auth",
                "required",
                "fips.tls.profile",
                node,
                "fips.ssl.protocol",
                listener);

        assertThat(policy.profile()).isEqualTo(expected);
    }

    @Test
    void from_profileOfAListenerOnAClient_isRefused() {
        assertThatThrownBy(() -> policy(NodeRole.CLIENT, Map.of(), "fips.ssl.protocol", "strict"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no value on a client")
                .hasMessageEndingWith("Remedy: fips.tls.profile=strict");
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientAuth.class,
            names = {"NONE", "REQUESTED"})
    void from_serverThatDemandsNoCertificate_isRefusedUnlessPermitted(ClientAuth auth) {
        TlsPolicy permitted = policy(
                NodeRole.SERVER,
                Map.of(),
                "ssl.client.auth",
                auth.name(),
                "fips.tls.allow.clients.without.certificate",
                true);

        assertThat(permitted.clientAuth()).isEqualTo(auth);
        assertThatThrownBy(() -> policy(NodeRole.SERVER, Map.of(), "ssl.client.auth", auth.name()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ssl.client.auth=")
                .hasMessageContaining("listener.name.<listener>.ssl.client.auth=required for a SASL_SSL listener")
                .hasMessageEndingWith("or fips.tls.allow.clients.without.certificate=true");
    }

    @Test
    void from_serverPermittedToGoWithout_stillDemandsWhereItIsSaid() {
        TlsPolicy policy = policy(
                NodeRole.SERVER,
                Map.of(),
                "ssl.client.auth",
                "required",
                "fips.tls.allow.clients.without.certificate",
                true);

        assertThat(policy.clientAuth()).isEqualTo(ClientAuth.REQUIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.tls.namedGroups, x25519",
        "jdk.tls.namedGroups, X25519MLKEM768",
        "jdk.tls.namedGroups, secp224r1",
        "jdk.tls.client.SignatureSchemes, rsa_pkcs1_sha1",
        "jdk.tls.server.SignatureSchemes, ecdsa_sha1",
        "jdk.tls.server.SignatureSchemes, ed25519",
        "org.bouncycastle.jsse.client.SignatureSchemesCert, rsa_pkcs1_sha224"
    })
    void from_propertyWithANameOutsideTheProfile_isRefusedByName(String property, String name) {
        String approved = property.endsWith("Groups") ? "secp384r1" : "ecdsa_secp384r1_sha384";

        assertThatThrownBy(() -> policy(NodeRole.CLIENT, Map.of(property, approved + ", " + name)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(property + "=" + name + " is refused")
                .hasMessageContaining("profile sp800-52r2");
    }

    @Test
    void from_propertyThatNarrows_isFollowed() {
        TlsPolicy policy = policy(
                NodeRole.CLIENT,
                Map.of(
                        "jdk.tls.namedGroups", "secp384r1,secp256r1",
                        "jdk.tls.client.SignatureSchemes", "ecdsa_secp256r1_sha256"));

        assertThat(policy.limits().namedGroups()).containsExactly("secp384r1", "secp256r1");
        assertThat(policy.limits().clientSchemes()).containsExactly("ecdsa_secp256r1_sha256");
        assertThat(policy.limits().serverSchemes()).isEqualTo(TlsProfile.SP800_52R2.signatureSchemes());
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.tls.useExtendedMasterSecret, false",
        "jdk.tls.trustNameService, true",
        "sun.security.ssl.allowLegacyHelloMessages, true",
        "org.bouncycastle.jsse.trustManager.checkEKU, false",
        "org.bouncycastle.jsse.hostname_check_cn_fallback, true",
        "org.bouncycastle.jsse.client.acceptRenegotiation, true",
        "org.bouncycastle.jsse.fips.allowRSAKeyExchange, true"
    })
    void from_propertyThatWeakensTheProvider_isRefused(String property, String value) {
        assertThatThrownBy(() -> policy(NodeRole.CLIENT, Map.of(property, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(property + "=" + value + " is refused")
                .hasMessageEndingWith("Remedy: start the JVM without -D" + property);
    }

    @ParameterizedTest
    @CsvSource({"'', CLIENT", "broker, SERVER", "'broker,controller', SERVER"})
    void roleOf_processRoles_tellServersFromClients(String roles, NodeRole expected) {
        assertThat(NodeRole.of(Map.of("process.roles", roles))).isEqualTo(expected);
        assertThat(NodeRole.of(Map.of("process.roles", roles.isEmpty() ? List.of() : List.of(roles.split(",", -1)))))
                .isEqualTo(expected);
    }

    @Test
    void roleOf_noProcessRoles_isAClient() {
        assertThat(NodeRole.of(Map.of("client.id", "x"))).isEqualTo(NodeRole.CLIENT);
    }

    private static TlsPolicy policy(NodeRole role, Map<String, String> properties, Object... keysAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return TlsPolicy.from(new Settings(map), role, properties::get);
    }
}
