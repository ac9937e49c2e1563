package io.kafkafips.tiered.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.testing.PublishedVectors;
import io.kafkafips.tiered.testing.PublishedVectors.Wrap;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AES-256 KWP as NIST and Project Wycheproof publish it, through the cipher that wraps keys. */
class PublishedKeyWrapTest {
    static List<Wrap> valid() {
        return padded().filter(Wrap::valid)
                .filter(PublishedKeyWrapTest::hasPlaintext)
                .toList();
    }

    static List<Wrap> invalid() {
        return padded().filter(vector -> !vector.valid()).toList();
    }

    static List<Wrap> withoutPadding() {
        return Stream.of("wycheproof-aes-kw.txt", "nist-aes-kw.txt")
                .flatMap(file -> PublishedVectors.wraps(file).stream())
                .filter(Wrap::valid)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void unwrap_ofAValidVector_isItsKey(Wrap vector) throws Exception {
        assertThat(unwrapped(vector)).isEqualTo(vector.plain());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void wrap_ofAValidVectorsKey_isTheVector(Wrap vector) throws Exception {
        Cipher cipher = TieredJca.aesKeyWrapPad();
        cipher.init(Cipher.WRAP_MODE, kek(vector), FipsJca.keyRandom());

        byte[] wrapped = cipher.wrap(new SecretKeySpec(vector.plain(), "AES"));

        assertThat(wrapped).isEqualTo(vector.wrapped());
    }

    /** One of them is an empty key, well wrapped: the JCA has no exception of its own for that. */
    @ParameterizedTest
    @MethodSource("invalid")
    void unwrap_ofAnInvalidVector_isRefused(Wrap vector) {
        assertThatThrownBy(() -> unwrapped(vector))
                .isInstanceOfAny(GeneralSecurityException.class, IllegalArgumentException.class);
    }

    /** KW and KWP differ in their initial value: a key of the one must not pass for a key of the other. */
    @ParameterizedTest
    @MethodSource("withoutPadding")
    void unwrap_ofAKeyWrappedWithoutPadding_isRefused(Wrap vector) {
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> unwrapped(vector));
    }

    @Test
    void vectors_areAllThere() {
        assertThat(valid()).hasSizeGreaterThan(110);
        assertThat(invalid()).hasSize(79);
        assertThat(withoutPadding()).hasSize(64);
    }

    private static Stream<Wrap> padded() {
        return Stream.of("wycheproof-aes-kwp.txt", "nist-aes-kwp.txt")
                .flatMap(file -> PublishedVectors.wraps(file).stream());
    }

    /** An empty key is no key for the JCA. */
    private static boolean hasPlaintext(Wrap vector) {
        return vector.plain().length > 0;
    }

    private static byte[] unwrapped(Wrap vector) throws GeneralSecurityException {
        return ModuleErrors.converted(() -> {
            Cipher cipher = TieredJca.aesKeyWrapPad();
            cipher.init(Cipher.UNWRAP_MODE, kek(vector), FipsJca.keyRandom());
            return cipher.unwrap(vector.wrapped(), "AES", Cipher.SECRET_KEY).getEncoded();
        });
    }

    private static SecretKey kek(Wrap vector) {
        return new SecretKeySpec(vector.kek(), "AES");
    }
}
