package io.kafkafips.ssl.trust;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.Fixture;
import java.security.cert.CertificateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateStrengthTest {
    @ParameterizedTest
    @ValueSource(strings = {"ec-prime256v1", "ec-secp384r1", "ec-secp521r1", "rsa-2048", "ca"})
    void require_approvedKeyAndSignature_passes(String name) {
        assertThatCode(() -> CertificateStrength.require(Fixture.certificate(name + ".pem")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ec-secp224r1       | an EC key on secp224r1; approved are the curves P-256, P-384 and P-521",
                "ec-secp256k1       | an EC key on secp256k1; approved are the curves P-256, P-384 and P-521",
                "ec-brainpoolP256r1 | an EC key on brainpoolP256r1; approved are the curves P-256, P-384 and P-521",
                "ec-explicit        | an EC key with explicit parameters; approved are the named curves P-256, P-384 and P-521",
                "rsa-1024           | an RSA modulus of 1024 bits; approved are odd moduli of 2048 bits or more",
                "rsa-1536           | an RSA modulus of 1536 bits; approved are odd moduli of 2048 bits or more",
                "rsa-2047           | an RSA modulus of 2047 bits; approved are odd moduli of 2048 bits or more",
                "rsa-e3             | an RSA exponent below 65537; approved are odd exponents above 65536 (FIPS 186-5)",
                "ed25519            | a key of type Ed25519; approved are RSA and EC",
                "signed-sha1        | a signature with SHA-1 with ECDSA; approved are RSA and ECDSA with SHA-256, 384 or 512",
                "signed-sha224      | a signature with SHA-224 with ECDSA; approved are RSA and ECDSA with SHA-256, 384 or 512",
            })
    void require_weakKeyOrSignature_saysWhichAndWhy(String name, String reason) {
        assertThatThrownBy(() -> CertificateStrength.require(Fixture.certificate(name + ".pem")))
                .isInstanceOf(CertificateException.class)
                .hasMessage("the certificate of CN=" + name + " has " + reason);
    }

    @Test
    void requireKey_weakSignatureOnly_passes() {
        assertThatCode(() -> CertificateStrength.requireKey(Fixture.certificate("signed-sha1.pem")))
                .doesNotThrowAnyException();
    }

    @Test
    void requireKey_weakKey_isRefused() {
        assertThatThrownBy(() -> CertificateStrength.requireKey(Fixture.certificate("rsa-1024.pem")))
                .isInstanceOf(CertificateException.class);
    }
}
