package io.kafkafips.tiered.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kafkafips.tiered.testing.PublishedVectors;
import io.kafkafips.tiered.testing.PublishedVectors.Aead;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AES-256-GCM as NIST and Project Wycheproof publish it, through the cipher that seals and opens segments. */
class PublishedAesGcmTest {
    private static final byte DIRT = (byte) 0xa5;

    static List<Aead> valid() {
        return vectors().filter(Aead::valid).toList();
    }

    static List<Aead> invalid() {
        return vectors().filter(vector -> !vector.valid()).toList();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void open_ofAValidVector_isItsPlaintext(Aead vector) throws Exception {
        byte[] opened = dirty(vector.ciphertext().length);

        cipher(vector).open(0, true, vector.frame(), vector.frame().length, opened);

        assertThat(opened).isEqualTo(vector.plain());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void sealAgain_ofAValidVector_isItsCiphertextAndTag(Aead vector) throws Exception {
        byte[] frame = dirty(vector.frame().length);

        cipher(vector).sealAgain(0, true, vector.plain(), vector.plain().length, frame, vector.iv());

        assertThat(frame).isEqualTo(vector.frame());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void open_ofAnInvalidVector_isRefusedAndLeavesNothing(Aead vector) throws Exception {
        byte[] opened = dirty(vector.ciphertext().length);
        SegmentCipher cipher = cipher(vector);

        assertThatExceptionOfType(AEADBadTagException.class)
                .isThrownBy(() -> cipher.open(0, true, vector.frame(), vector.frame().length, opened));

        assertThat(opened).isEqualTo(new byte[opened.length]);
    }

    @Test
    void vectors_areAllThere() {
        assertThat(valid()).hasSize(191);
        assertThat(invalid()).hasSize(75);
    }

    private static Stream<Aead> vectors() {
        return Stream.of("wycheproof-aes-gcm.txt", "nist-aes-gcm.txt")
                .flatMap(file -> PublishedVectors.aead(file).stream());
    }

    /** The vectors have additional data of their own, of other lengths than a container's. */
    private static SegmentCipher cipher(Aead vector) throws Exception {
        return new SegmentCipher(new SecretKeySpec(vector.key(), "AES"), (index, last) -> vector.aad());
    }

    private static byte[] dirty(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, DIRT);
        return bytes;
    }
}
