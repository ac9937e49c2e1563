package io.kafkafips.commons.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.fips.FipsJca;
import java.security.AlgorithmParameters;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationSignatureTest {
    private static final String PSS = "1.2.840.113549.1.1.10";

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-384", "SHA-512"})
    void isApproved_pssWithOneDigestThroughout_isTrue(String digest) throws Exception {
        assertThat(RevocationSignature.isApproved(PSS, pss(digest, digest))).isTrue();
    }

    @Test
    void isApproved_pssWithAnotherDigestInTheMask_isFalse() throws Exception {
        assertThat(RevocationSignature.isApproved(PSS, pss("SHA-256", "SHA-1"))).isFalse();
        assertThat(RevocationSignature.isApproved(PSS, pss("SHA-256", "SHA-512")))
                .isFalse();
    }

    @Test
    void isApproved_pssWithAWeakDigest_isFalse() throws Exception {
        assertThat(RevocationSignature.isApproved(PSS, pss("SHA-1", "SHA-1"))).isFalse();
        assertThat(RevocationSignature.isApproved(PSS, pss("SHA-224", "SHA-224")))
                .isFalse();
    }

    /** Whose default is SHA-1 (RFC 8017, A.2.3). */
    @Test
    void isApproved_pssWithoutParameters_isFalse() {
        assertThat(RevocationSignature.isApproved(PSS, null)).isFalse();
        assertThat(RevocationSignature.isApproved(PSS, new byte[] {0x30, 0})).isFalse();
        assertThat(RevocationSignature.isApproved(PSS, new byte[] {5, 0})).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.113549.1.1.5", "1.2.840.113549.1.1.14", "1.2.840.10045.4.1", "1.3.101.112"})
    void isApproved_sha1AndSha224AndEd25519_isFalse(String oid) {
        assertThat(RevocationSignature.isApproved(oid, null)).isFalse();
    }

    private static byte[] pss(String digest, String mask) throws Exception {
        AlgorithmParameters parameters = FipsJca.pssParameters();
        parameters.init(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(mask), 32, 1));
        return parameters.getEncoded();
    }
}
