package io.kafkafips.commons.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateParsingException;
import org.junit.jupiter.api.Test;

class DistinguishedNameTest {
    @Test
    void values_multiValuedRdn_givesEveryAttribute() throws Exception {
        DistinguishedName name = DistinguishedName.parse("CN=a+OU=one,OU=two,O=Acme");

        assertThat(name.values("OU")).containsExactly("one", "two");
    }

    @Test
    void values_anotherNameInsideAValue_staysAValue() throws Exception {
        DistinguishedName name = DistinguishedName.parse("CN=\"x,OU=payments\",O=Acme");

        assertThat(name.values("OU")).isEmpty();
        assertThat(name.values("CN")).containsExactly("x,OU=payments");
    }

    @Test
    void values_attributeInDer_isDecoded() throws Exception {
        DistinguishedName name = DistinguishedName.parse("1.2.840.113549.1.9.1=#160161,CN=a");

        assertThat(name.values("1.2.840.113549.1.9.1")).containsExactly("a");
    }

    @Test
    void values_attributeInDerWithAWrongLength_isRefused() throws Exception {
        DistinguishedName name = DistinguishedName.parse("1.2.840.113549.1.9.1=#160561,CN=a");

        assertThatThrownBy(() -> name.values("1.2.840.113549.1.9.1"))
                .isInstanceOf(CertificateParsingException.class)
                .hasMessageContaining("DER");
    }

    @Test
    void parse_noName_isRefused() {
        assertThatThrownBy(() -> DistinguishedName.parse("no name")).isInstanceOf(CertificateParsingException.class);
    }
}
