package io.kafkafips.ssl.policy;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Security;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmHardeningTest {
    private static final String MASTER_SECRET = "jdk.tls.allowLegacyMasterSecret";

    @Test
    void require_shippedSecurityFile_passes() {
        assertThatCode(JvmHardening::require).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "", "FALSE"})
    void require_masterSecretNotExtended_givesTheLine(String value) {
        assertThatThrownBy(() -> JvmHardening.require(key -> value, Security::getProperty))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(MASTER_SECRET + "=" + value + " is refused")
                .hasMessageEndingWith("Remedy: start the JVM with -Djdk.tls.allowLegacyMasterSecret=false");
    }

    @Test
    void require_masterSecretUnset_saysThatItIsMissing() {
        assertThatThrownBy(() -> JvmHardening.require(key -> null, Security::getProperty))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(MASTER_SECRET + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.tls.disabledAlgorithms, SHA1",
        "jdk.tls.disabledAlgorithms, TLSv1.1",
        "jdk.tls.disabledAlgorithms, NULL",
        "jdk.tls.disabledAlgorithms, RSA keySize < 2048",
        "jdk.tls.disabledAlgorithms, DH keySize < 2048",
        "jdk.certpath.disabledAlgorithms, SHA1",
        "jdk.certpath.disabledAlgorithms, DSA",
        "jdk.certpath.disabledAlgorithms, RSA keySize < 2048"
    })
    void require_entryTakenOut_namesPropertyAndEntry(String property, String entry) {
        assertThatThrownBy(() -> JvmHardening.require(key -> "false", key -> without(key, property, entry)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(property + "=")
                .hasMessageContaining("expected the entry '" + entry + "'")
                .hasMessageContaining("-Djava.security.properties==");
    }

    /** The form of the JDK's own file, which BCJSSE ignores. */
    @Test
    void require_entryWithAUsage_doesNotCount() {
        assertThatThrownBy(() -> JvmHardening.require(
                        key -> "false",
                        key -> Security.getProperty(key).replace("SHA1,", "SHA1 jdkCA & usage TLSServer,")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected the entry 'SHA1'");
    }

    @Test
    void require_longerKeysThanAsked_passes() {
        assertThatCode(() -> JvmHardening.require(
                        key -> "false",
                        key -> Security.getProperty(key).replace("RSA keySize < 2048", "rsa  keysize < 3072")))
                .doesNotThrowAnyException();
    }

    @Test
    void require_shorterKeysThanAsked_isRefused() {
        assertThatThrownBy(() -> JvmHardening.require(
                        key -> "false",
                        key -> Security.getProperty(key).replace("RSA keySize < 2048", "RSA keySize < 1024")))
                .isInstanceOf(ConfigException.class);
    }

    private static String without(String key, String property, String entry) {
        String value = Security.getProperty(key);
        return !key.equals(property)
                ? value
                : Arrays.stream(value.split(",", -1))
                        .map(String::trim)
                        .filter(one -> !one.equals(entry))
                        .collect(Collectors.joining(", "));
    }
}
