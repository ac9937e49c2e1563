package io.kafkafips.ssl.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationPolicyTest {
    @Test
    void from_nothing_isOff() {
        assertThat(policy(Map.of()).on()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"off,off", "crl,crl", "ocsp,ocsp", "'crl,ocsp','crl,ocsp'", "'ocsp, crl','crl,ocsp'"})
    void from_mode_isReadInAnyOrder(String value, String line) {
        assertThat(policy(Map.of("fips.tls.revocation.mode", value)).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crll", "on", "off,crl", "crl,", "CRL"})
    void from_anyOtherMode_isRefused(String value) {
        assertThatThrownBy(() -> policy(Map.of("fips.tls.revocation.mode", value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("fips.tls.revocation.mode")
                .hasMessageContaining("off, crl, ocsp or crl,ocsp");
    }

    @Test
    void from_modeOfTheListener_winsOverThatOfTheNode() {
        RevocationPolicy policy =
                policy(Map.of("fips.tls.revocation.mode", "crl", "fips.ssl.trustmanager.algorithm", "ocsp"));

        assertThat(policy.line()).isEqualTo("ocsp");
    }

    @Test
    void from_modeOfAListenerOnAClient_isRefused() {
        Map<String, Object> parsed =
                RevocationPolicy.define(new ConfigDef()).parse(Map.of(RevocationPolicy.LISTENER_MODE, "crl"));

        assertThatThrownBy(() -> RevocationPolicy.from(new Settings(parsed), NodeRole.CLIENT))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no value on a client");
    }

    @Test
    void from_crlWithoutAnySource_isRefused() {
        assertThatThrownBy(() ->
                        policy(Map.of("fips.tls.revocation.mode", "crl", "fips.tls.revocation.crl.fetch", "false")))
                .hasMessageContaining("fips.tls.revocation.crl.locations");
    }

    @Test
    void from_acceptedUnknown_isSaidLoudly() {
        RevocationPolicy policy = policy(Map.of(
                "fips.tls.revocation.mode",
                "crl",
                "fips.tls.revocation.accept.certificates.of.unknown.status",
                "true"));

        assertThat(policy.line()).isEqualTo("crl (UNKNOWN STATUS ACCEPTED)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://x/y", "file:///etc/passwd", "http:///nohost", "not a url"})
    void from_responderThatCannotBeAsked_isRefused(String url) {
        assertThatThrownBy(() -> policy(Map.of("fips.tls.revocation.ocsp.url", url)))
                .hasMessageContaining("fips.tls.revocation.ocsp.url");
    }

    /** Kafka drops a broker's own key without a word if the part after its first dot is one of its names. */
    @Test
    void define_names_surviveOnABroker() {
        ConfigDef kafka = new ConfigDef().withClientSslSupport();

        assertThat(RevocationPolicy.define(new ConfigDef()).names())
                .filteredOn(name -> kafka.names().contains(name.substring(name.indexOf('.') + 1)))
                .containsExactly(RevocationPolicy.LISTENER_MODE);
        assertThat(RevocationPolicy.LISTENER_MODE).endsWith("." + SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG);
    }

    private static RevocationPolicy policy(Map<String, String> lines) {
        Map<String, Object> parsed = RevocationPolicy.define(new ConfigDef()).parse(new HashMap<>(lines));
        return RevocationPolicy.from(new Settings(parsed), NodeRole.SERVER);
    }
}
