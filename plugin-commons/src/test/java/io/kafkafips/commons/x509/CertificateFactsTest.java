package io.kafkafips.commons.x509;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.fips.FipsJca;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class CertificateFactsTest {
    @Test
    void of_subjectWithSeveralUnitsAndTrickyValues_takesEveryAttributeApart() throws Exception {
        CertificateFacts facts = CertificateFacts.of(certificate());

        assertThat(facts.organizationalUnits()).containsExactly("research", "payments");
        assertThat(facts.commonNames()).containsExactly("x,OU=admins");
        assertThat(facts.organizations()).containsExactly("Acme, Inc.");
    }

    @Test
    void of_alternativeNames_sortsThemByKind() throws Exception {
        CertificateFacts facts = CertificateFacts.of(certificate());

        assertThat(facts.dnsNames()).containsExactly("alice.example.org");
        assertThat(facts.uris()).containsExactly("spiffe://td.example/ns/pay");
        assertThat(facts.emailAddresses()).containsExactly("alice@example.org", "a@b.example");
    }

    @Test
    void of_identifiers_areThoseThatOpensslPrints() throws Exception {
        CertificateFacts facts = CertificateFacts.of(certificate());

        assertThat(facts.serialNumber()).isEqualTo(new BigInteger("0102030405060708090a0b0c", 16));
        assertThat(facts.sha256()).isEqualTo(SHA256_BY_OPENSSL.replace(":", "").toLowerCase(java.util.Locale.ROOT));
        assertThat(facts.issuer()).isEqualTo(facts.subject()).contains("OU=payments");
        assertThat(facts.notAfter()).isAfter(facts.notBefore());
    }

    private static final String SHA256_BY_OPENSSL =
            "6B:E3:D3:69:01:B2:47:FE:FA:3A:CE:C0:C6:20:9B:66:6B:35:4C:A0:3D:3B:9D:88:B4:3E:71:F7:96:40:85:A5";

    private static X509Certificate certificate() throws Exception {
        try (InputStream pem = CertificateFactsTest.class.getResourceAsStream("facts.pem")) {
            return (X509Certificate) FipsJca.x509().generateCertificate(pem);
        }
    }
}
