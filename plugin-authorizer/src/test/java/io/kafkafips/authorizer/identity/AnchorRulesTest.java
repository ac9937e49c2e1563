package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.x509.CertificateFacts;
import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the rules make of certificates under several anchors; that the anchor is the verified one is the TLS engine's proof. */
class AnchorRulesTest {
    private static final Pki CORPORATE = Pki.root("CN=Corporate Root,O=Example");
    private static final Pki PARTNER = Pki.root("CN=Partner Root,O=Partner");
    private static final String RULES = "anchor 'CN=Corporate Root,O=Example' gives all;"
            + "anchor 'CN=Partner Root,O=Partner' gives User as 'partner-{}', Group matching 'pay*' as 'partner-{}',"
            + " Dns matching '*.partner.example', Spiffe matching 'spiffe://partner.example' | 'spiffe://partner.example/*'";
    private static final CertificateSpec SPEC = CertificateSpec.of("CN=carol,OU=payments,OU=admins,O=Example")
            .withDns("a.partner.example")
            .withDns("a.example.org")
            .withUri("spiffe://partner.example/ns")
            .withUri("spiffe://example.org/ns");

    private final PrincipalRules rules = PrincipalRules.parse(RULES);

    @Test
    void principals_corporateAnchor_areAll() throws Exception {
        assertThat(principals(CORPORATE)).contains("Cn:carol", "Group:payments", "Dns:a.example.org");
    }

    @Test
    void principals_partnerAnchor_areWhatItsRuleGrants() throws Exception {
        assertThat(principals(PARTNER))
                .containsExactly(
                        "Group:partner-payments",
                        "Dns:a.partner.example",
                        "Spiffe:spiffe://partner.example",
                        "Spiffe:spiffe://partner.example/ns");
    }

    @Test
    void principals_anchorWithoutARule_areNone() throws Exception {
        Pki unknown = Pki.root("CN=Corporate Root,O=Elsewhere");

        assertThat(principals(unknown)).isEmpty();
        assertThat(rules.ruleFor(path(unknown, unknown.issue(SPEC))).grantsNothing())
                .isTrue();
    }

    @Test
    void principals_pathNotKnown_areNone() throws Exception {
        Identity carol = CORPORATE.issue(SPEC);

        assertThat(PrincipalRules.identity(rules.ruleFor(null), CertificateFacts.of(carol.certificate()), null)
                        .principals())
                .isEmpty();
    }

    @Test
    void principals_noRules_areAllWithOrWithoutAPath() throws Exception {
        Identity carol = CORPORATE.issue(SPEC);
        CertificateFacts facts = CertificateFacts.of(carol.certificate());
        AnchorRule rule = PrincipalRules.NONE.ruleFor(null);

        assertThat(PrincipalRules.identity(rule, facts, null).principals())
                .contains("Cn:carol", "Group:payments")
                .isEqualTo(PrincipalRules.identity(rule, facts, path(CORPORATE, carol))
                        .principals());
    }

    @Test
    void principals_policiesOfThePath_arePolicies() throws Exception {
        Identity carol = CORPORATE.issue(CertificateSpec.of("CN=carol"));
        VerifiedPath path =
                new VerifiedPath(List.of(carol.certificate()), CORPORATE.certificate(), Set.of("1.2.4", "1.2.3"));

        assertThat(PrincipalRules.identity(rules.ruleFor(path), CertificateFacts.of(carol.certificate()), path)
                        .principals())
                .containsSequence("Policy:1.2.3", "Policy:1.2.4");
    }

    @Test
    void user_byTemplateAndPattern_isRewrittenOrRefused() throws Exception {
        AnchorRule partner = rules.ruleFor(path(PARTNER, PARTNER.issue(SPEC)));
        AnchorRule narrow = PrincipalRules.parse("anchor any gives User matching 'app-*', User matching 'x' as 'y-{}'")
                .ruleFor(path(PARTNER, PARTNER.issue(SPEC)));

        assertThat(partner.user("carol")).isEqualTo("partner-carol");
        assertThat(narrow.user("app-1")).isEqualTo("app-1");
        assertThat(narrow.user("x")).isEqualTo("y-x");
        assertThat(narrow.user("broker")).isNull();
        assertThat(PrincipalRules.parse("anchor any gives Cn")
                        .ruleFor(path(PARTNER, PARTNER.issue(SPEC)))
                        .grantsUser())
                .isFalse();
    }

    @Test
    void ruleFor_bySubjectAndDigest_needsBoth() throws Exception {
        Pki namesake = Pki.root("CN=Partner Root,O=Partner");
        PrincipalRules both = PrincipalRules.parse("anchor 'CN=Partner Root,O=Partner' sha256:"
                + PrincipalRules.digestOf(PARTNER.certificate()) + " gives Cn");

        assertThat(both.ruleFor(path(PARTNER, PARTNER.issue(SPEC))).grantsNothing())
                .isFalse();
        assertThat(both.ruleFor(path(namesake, namesake.issue(SPEC))).grantsNothing())
                .isTrue();
    }

    private List<String> principals(Pki anchor) throws Exception {
        Identity carol = anchor.issue(SPEC);
        VerifiedPath path = path(anchor, carol);
        return PrincipalRules.identity(rules.ruleFor(path), CertificateFacts.of(carol.certificate()), path)
                .principals();
    }

    private static VerifiedPath path(Pki anchor, Identity leaf) {
        return new VerifiedPath(List.of(leaf.certificate()), anchor.certificate(), Set.of());
    }
}
