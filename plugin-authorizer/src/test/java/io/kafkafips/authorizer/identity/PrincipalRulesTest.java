package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.x509.CertificateFacts;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Pki;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalRulesTest {
    private static final Pki CA = Pki.root("CN=Test CA,O=Acme");

    @Test
    void identity_everyKindOfName_becomesPrincipalsInAFixedOrder() throws Exception {
        X509Certificate certificate = CA.issue(CertificateSpec.of("CN=carol,OU=payments,OU=eu,O=Acme")
                        .withDns("Carol.example.com")
                        .withEmail("carol@example.com")
                        .withUri("urn:x:1")
                        .withUri("spiffe://td/ns/pay"))
                .certificate();
        CertificateIdentity identity = identity(certificate);
        assertThat(identity.principals())
                .containsExactly(
                        "Cn:carol",
                        "Group:payments",
                        "Group:eu",
                        "Org:Acme",
                        "Dns:carol.example.com",
                        "Email:carol@example.com",
                        "Uri:urn:x:1",
                        "Uri:spiffe://td/ns/pay",
                        "Spiffe:spiffe://td",
                        "Spiffe:spiffe://td/ns",
                        "Spiffe:spiffe://td/ns/pay",
                        "Issuer:" + certificate.getIssuerX500Principal().getName(),
                        "Sha256:" + identity.sha256());
        assertThat(identity.serialNumber()).isEqualTo(certificate.getSerialNumber());
        assertThat(identity.notAfter()).isEqualTo(certificate.getNotAfter().toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=x\\,OU\\=payments,O=Acme",
                "CN=\"x,OU=payments\",O=Acme",
                "CN=x\\+OU\\=payments,O=Acme",
                "CN=x\\\\\\,OU\\=payments,O=Acme",
                "CN=OU\\=payments,O=Acme",
                "O=\"Acme, OU=payments\",CN=x",
            })
    void identity_attributeHiddenInAValue_isNoGroup(String subject) throws Exception {
        assertThat(principals(subject)).noneMatch(principal -> principal.startsWith("Group:"));
    }

    @Test
    void identity_multiValuedRdn_countsEveryPart() throws Exception {
        assertThat(principals("CN=x+OU=payments,OU=eu,O=Acme"))
                .contains("Cn:x", "Group:payments", "Group:eu", "Org:Acme");
    }

    @Test
    void identity_escapedComma_staysInTheGroupsName() throws Exception {
        assertThat(principals("CN=x,OU=Sales\\, Marketing"))
                .contains("Group:Sales, Marketing")
                .doesNotContain("Group:Sales");
    }

    @Test
    void identity_commonNameLikeAUser_staysACommonName() throws Exception {
        assertThat(principals("CN=User:admin,OU=User:root"))
                .contains("Cn:User:admin", "Group:User:root")
                .noneMatch(principal -> principal.startsWith("User:"));
    }

    @Test
    void identity_sameGroupTwice_isOnePrincipal() throws Exception {
        assertThat(principals("CN=x,OU=payments,OU=payments")).containsOnlyOnce("Group:payments");
    }

    @Test
    void identity_moreNamesThanTheBound_isRefused() {
        CertificateSpec spec = CertificateSpec.of("CN=x");
        for (int i = 0; i < CertificateIdentity.MOST_PRINCIPALS; i++) {
            spec = spec.withDns("h" + i);
        }
        X509Certificate certificate = CA.issue(spec).certificate();
        assertThatThrownBy(() -> identity(certificate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 512 principals");
    }

    private static List<String> principals(String subject) throws CertificateException {
        return identity(CA.issue(CertificateSpec.of(subject)).certificate()).principals();
    }

    private static CertificateIdentity identity(X509Certificate certificate) throws CertificateException {
        return PrincipalRules.identity(PrincipalRules.NONE.ruleFor(null), CertificateFacts.of(certificate), null);
    }
}
