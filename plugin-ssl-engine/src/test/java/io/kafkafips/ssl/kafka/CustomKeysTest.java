package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomKeysTest {
    private static final Set<String> KNOWN = SslEngineConfig.configDef().names();

    @Test
    void require_everyKnownNameAndStrangers_passes() {
        assertThatCode(() -> {
                    CustomKeys.require(KNOWN, KNOWN);
                    CustomKeys.require(
                            Set.of(
                                    "log.dirs",
                                    "listener.name.other.fips.ssl.protocol",
                                    "listener.name.other.fips.ssl.trustmanager.algorithm",
                                    "listener.name.with.dots.fips.ssl.protocol",
                                    "fips.other.thing"),
                            KNOWN);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void require_typingError_isRefusedWithTheKnownNames() {
        assertThatThrownBy(() -> CustomKeys.require(Set.of("fips.tls.profil"), KNOWN))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("fips.tls.profil=... is refused: expected one of [")
                .hasMessageContaining("fips.tls.profile");
    }

    /** A line that is not understood would leave revocation off. */
    @Test
    void require_typingErrorInARevocationSetting_isRefused() {
        assertThatThrownBy(() -> CustomKeys.require(Set.of("fips.tls.revocation.mod"), KNOWN))
                .hasMessageStartingWith("fips.tls.revocation.mod=... is refused")
                .hasMessageContaining("fips.tls.revocation.mode");
    }

    /** Kafka would hand it to nobody: the listener would keep the profile and the mode of the node. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "listener.name.external.fips.ssl.protocoll",
                "listener.name.external.fips.ssl.profile",
                "listener.name.external.fips.ssl.trustmanager.algorithms",
                "listener.name.with.dots.fips.ssl.protocoll",
                "listener.name.EXTERNAL.fips.ssl.protocol",
                "listener.name.External.fips.ssl.trustmanager.algorithm",
            })
    void require_listenerKeyThatHasNoEffect_isRefusedWithTheNames(String key) {
        assertThatThrownBy(() -> CustomKeys.require(Set.of(key), KNOWN))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + "=... is refused: expected the listener in lower case")
                .hasMessageContaining("[fips.ssl.protocol, fips.ssl.trustmanager.algorithm]");
    }

    @Test
    void require_listenerPrefixThatKafkaDoesNotResolve_isRefusedWithTheFormThatWorks() {
        assertThatThrownBy(() -> CustomKeys.require(Set.of("listener.name.external.fips.tls.profile"), KNOWN))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("listener.name.external.fips.tls.profile=... is refused")
                .hasMessageContaining("listener.name.<listener>.fips.ssl.protocol");
    }
}
