package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestedKafkasTest {
    /** Of this one the tests' class path has the class, of the others a folder of jars. */
    private static final String BUILT_AGAINST = "4.3.1";

    private static final byte[] UNKNOWN = {1, 2, 3};

    private final TestedKafkas tested = TestedKafkas.load();

    static Stream<String> releases() {
        return TestedKafkas.load().byVersion().stringPropertyNames().stream().sorted();
    }

    static byte[] classFile(String version) throws IOException {
        return version.equals(BUILT_AGAINST) ? LogValidatorWeaverTest.stock() : IsolatedKafka.classFile(version);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void byVersion_release_hasTheFingerprintOfItsJar(String version) throws IOException {
        String line = version + "=" + TestedKafkas.fingerprint(classFile(version));

        assertThat(version + "=" + tested.byVersion().getProperty(version)).isEqualTo(line);
    }

    @Test
    void require_testedKafka_isAccepted() {
        assertThatCode(() -> tested.require(LogValidatorWeaverTest.stock(), BUILT_AGAINST, true))
                .doesNotThrowAnyException();
    }

    @Test
    void require_untestedKafka_isRefusedWithItsFingerprintAndTheWayOut() {
        assertThatThrownBy(() -> tested.require(UNKNOWN, "4.9.0", true))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "record.validation.untested.kafka=refuse is refused: expected the class of one of"
                                + " Kafka 3.9.0, 3.9.1, ")
                .hasMessageContaining("the LogValidator of this Kafka 4.9.0 has the SHA-256"
                        + " 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
                .hasMessageEndingWith("or record.validation.untested.kafka=warn to rely on the self-test at start");
    }

    @Test
    void require_untestedKafkaThatIsAllowed_isAccepted() {
        assertThatCode(() -> tested.require(UNKNOWN, "4.9.0", false)).doesNotThrowAnyException();
    }
}
