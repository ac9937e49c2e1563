package io.kafkafips.commons.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownRevocationsTest {
    private static final IssuerId SUB = new IssuerId("cn=sub", "ab".repeat(32));
    private static final CertificateId LEAF = new CertificateId(SUB, BigInteger.ONE);
    private static final CertificateId INTERMEDIATE =
            new CertificateId(new IssuerId("cn=root", "cd".repeat(32)), BigInteger.TWO);

    private final KnownRevocations known = new KnownRevocations();

    /** Fields, since sources are held weakly. */
    private final KnownRevocations.Source nothing = certificate -> false;

    private final KnownRevocations.Source intermediate = INTERMEDIATE::equals;

    @Test
    void anyRevoked_noSource_isFalse() {
        assertThat(known.anyRevoked(List.of(LEAF, INTERMEDIATE))).isFalse();
    }

    @Test
    void anyRevoked_oneSourceKnowsTheIntermediate_isTrue() {
        known.add(nothing);
        known.add(intermediate);

        assertThat(known.anyRevoked(List.of(LEAF, INTERMEDIATE))).isTrue();
        assertThat(known.anyRevoked(List.of(LEAF))).isFalse();
    }

    @Test
    void add_sameSourceTwice_asksItOnce() {
        int[] asked = new int[1];
        KnownRevocations.Source source = certificate -> {
            asked[0]++;
            return false;
        };
        known.add(source);
        known.add(source);

        known.anyRevoked(List.of(LEAF));

        assertThat(asked[0]).isEqualTo(1);
    }
}
