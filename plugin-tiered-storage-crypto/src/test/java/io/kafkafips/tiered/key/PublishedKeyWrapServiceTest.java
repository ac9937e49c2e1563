package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kafkafips.tiered.testing.PublishedVectors;
import io.kafkafips.tiered.testing.PublishedVectors.Wrap;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published AES-256 KWP vectors as wrapped keys: what is not a well-wrapped key of 256 bits is refused. */
class PublishedKeyWrapServiceTest {
    private static final int KEY_BYTES = 32;

    static List<Wrap> keys() {
        return vectors()
                .filter(Wrap::valid)
                .filter(PublishedKeyWrapServiceTest::isKey)
                .toList();
    }

    static List<Wrap> others() {
        return vectors().filter(vector -> !vector.valid() || !isKey(vector)).toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void unwrap_ofAWellWrappedKey_isTheKey(Wrap vector) throws Exception {
        assertThat(KeyWrap.unwrap(kek(vector), vector.wrapped(), KEY_BYTES)).isEqualTo(vector.plain());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void wrap_ofTheKey_isTheVector(Wrap vector) throws Exception {
        assertThat(KeyWrap.wrap(kek(vector), vector.plain())).isEqualTo(vector.wrapped());
    }

    @ParameterizedTest
    @MethodSource("others")
    void unwrap_ofAnythingElse_isRefused(Wrap vector) {
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> KeyWrap.unwrap(kek(vector), vector.wrapped(), KEY_BYTES));
    }

    @Test
    void vectors_areOfBothKinds() {
        assertThat(keys()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(others()).hasSizeGreaterThan(200);
    }

    private static Stream<Wrap> vectors() {
        return Stream.of("wycheproof-aes-kwp.txt", "nist-aes-kwp.txt", "wycheproof-aes-kw.txt", "nist-aes-kw.txt")
                .flatMap(file -> PublishedVectors.wraps(file).stream()
                        .map(vector -> new Wrap(
                                vector.name(),
                                // wrapped without padding it is no key of ours
                                vector.valid() && file.contains("kwp"),
                                vector.kek(),
                                vector.plain(),
                                vector.wrapped())));
    }

    private static boolean isKey(Wrap vector) {
        return vector.plain().length == KEY_BYTES;
    }

    private static SecretKey kek(Wrap vector) {
        return new SecretKeySpec(vector.kek(), "AES");
    }
}
