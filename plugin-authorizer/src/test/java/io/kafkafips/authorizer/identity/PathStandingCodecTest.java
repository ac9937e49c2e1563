package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathStandingCodecTest {
    private static final CertificateId LEAF =
            new CertificateId(new IssuerId("cn=grüße 😀", "ab".repeat(32)), new BigInteger("-8000", 16));
    private static final CertificateId INTERMEDIATE =
            new CertificateId(new IssuerId("cn=root", "cd".repeat(32)), BigInteger.ONE);
    private static final PathStanding PATH =
            new PathStanding(List.of(LEAF, INTERMEDIATE), Instant.ofEpochMilli(-1), true);
    private static final WireForm<PathStanding> FORM =
            new WireForm<>(PATH, PathStandingCodec::encode, PathStandingCodec::decode);

    @Test
    void decode_whatWasEncoded_isEqual() {
        assertThat(PathStandingCodec.decode(PathStandingCodec.encode(PATH))).isEqualTo(PATH);
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
    void decode_randomlyChanged_hasOneFormOrIsRefused() {
        FORM.assertRandomChangesHaveOneFormOrAreRefused();
    }

    @Test
    void decode_atItsBounds_isEqual() {
        CertificateId largest = new CertificateId(
                new IssuerId("x".repeat(CertificateIdentity.LONGEST_STRING_BYTES), "00".repeat(32)),
                BigInteger.ONE.shiftLeft(8 * CertificateIdentity.LONGEST_SERIAL_BYTES - 2));
        PathStanding path =
                new PathStanding(Collections.nCopies(PathStanding.MOST_CERTIFICATES, largest), Instant.EPOCH, false);

        assertThat(PathStandingCodec.decode(PathStandingCodec.encode(path))).isEqualTo(path);
    }

    @Test
    void path_beyondABound_isRefused() {
        assertRefused(Collections.nCopies(PathStanding.MOST_CERTIFICATES + 1, LEAF));
        assertRefused(List.of(new CertificateId(LEAF.issuer(), BigInteger.ONE.shiftLeft(512))));
        assertRefused(List.of(new CertificateId(
                new IssuerId("x".repeat(CertificateIdentity.LONGEST_STRING_BYTES + 1), "00".repeat(32)),
                BigInteger.ONE)));
    }

    private static void assertRefused(List<CertificateId> certificates) {
        assertThatThrownBy(() -> new PathStanding(certificates, Instant.EPOCH, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The certificate has ");
    }
}
