package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class IdentityCodecTest {
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final CertificateIdentity CAROL = new CertificateIdentity(
            List.of("Cn:carol", "Group:payments", "Org:Grüße 😀"),
            "CN=CA",
            new BigInteger("-8000", 16),
            SHA256,
            Instant.ofEpochMilli(-1));
    private static final WireForm<CertificateIdentity> FORM =
            new WireForm<>(CAROL, IdentityCodec::encode, IdentityCodec::decode);

    @Test
    void decode_whatWasEncoded_isEqual() {
        assertThat(IdentityCodec.decode(IdentityCodec.encode(CAROL))).isEqualTo(CAROL);
    }

    @Test
    void decode_cutAnywhere_isRefused() {
        FORM.assertRefusedWhereverItIsCut();
    }

    @Test
    void decode_bytesAfterTheEnd_isRefused() {
        FORM.assertRefusedWithOneByteMore();
    }

    @Test
    void decode_otherVersion_isRefused() {
        byte[] bytes = IdentityCodec.encode(CAROL);
        bytes[0] = 2;
        assertThatThrownBy(() -> IdentityCodec.decode(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void decode_randomlyChanged_isReadOrRefusedButNeverFailsOtherwise() {
        FORM.assertRandomChangesHaveOneFormOrAreRefused();
    }

    @Test
    void identity_atItsBounds_isEncodedAndDecoded() {
        CertificateIdentity largest = new CertificateIdentity(
                Collections.nCopies(CertificateIdentity.MOST_PRINCIPALS, "Cn:" + "x".repeat(240)),
                "x".repeat(CertificateIdentity.LONGEST_STRING_BYTES),
                BigInteger.ONE.shiftLeft(8 * CertificateIdentity.LONGEST_SERIAL_BYTES - 2),
                SHA256,
                Instant.EPOCH);
        assertThat(IdentityCodec.decode(IdentityCodec.encode(largest))).isEqualTo(largest);
    }

    @Test
    void identity_beyondABound_isRefused() {
        assertRefused(Collections.nCopies(513, "a"), "CN=CA", BigInteger.ONE, SHA256);
        assertRefused(List.of("é".repeat(2049)), "CN=CA", BigInteger.ONE, SHA256);
        assertRefused(Collections.nCopies(40, "x".repeat(4000)), "CN=CA", BigInteger.ONE, SHA256);
        assertRefused(List.of(), "CN=CA", BigInteger.ONE.shiftLeft(512), SHA256);
        assertRefused(List.of(), "CN=CA", BigInteger.ONE, "AB");
        assertRefused(List.of("Cn:\ud800"), "CN=CA", BigInteger.ONE, SHA256);
    }

    private static void assertRefused(List<String> principals, String issuer, BigInteger serial, String sha256) {
        assertThatThrownBy(() -> new CertificateIdentity(principals, issuer, serial, sha256, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The certificate has ");
    }
}
