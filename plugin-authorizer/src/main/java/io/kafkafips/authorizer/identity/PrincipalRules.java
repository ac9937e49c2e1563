package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.x509.CertificateFacts;
import io.kafkafips.commons.x509.VerifiedPath;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which facts of a certificate become which principals, ruled for each trust anchor: without that an OU is worth as much as the least
 * careful authority in the trust store. Immutable.
 *
 * <p>The setting {@value #CONFIG}, as ABNF (RFC 5234) with the strings in their case; {@code ws} is blank space, line ends included:
 *
 * <pre>
 * rules    = [ws] rule *( [ws] ";" [ws] rule ) [ws] [";"] [ws]
 * rule     = "anchor" ws selector ws "gives" ws ( "all" / "nothing" / grants )
 * selector = "any" / subject [ ws digest ] / digest
 * subject  = quoted                      ; distinguished name of the anchor, RFC 2253
 * digest   = "sha256:" 64HEXDIG          ; SHA-256 of the anchor, colons between the octets allowed
 * grants   = grant *( [ws] "," [ws] grant )
 * grant    = type [ ws "matching" ws pattern *( [ws] "|" [ws] pattern ) ] [ ws "as" ws template ]
 * type     = "User" / "Cn" / "Group" / "Org" / "Dns" / "Email" / "Uri" / "Spiffe" / "Issuer" / "Policy" / "Sha256"
 * pattern  = quoted                      ; "*" stands for any run of characters
 * template = quoted                      ; with exactly one "{}", which stands for the name
 * quoted   = DQUOTE *NODQUOTE DQUOTE / SQUOTE *NOSQUOTE SQUOTE     ; no escapes
 * </pre>
 *
 * <p>For instance, with a partner whose groups and names stay recognisable as the partner's:
 *
 * <pre>
 * certificate.principal.rules=\
 *   anchor "CN=Example Root,O=Example" gives all; \
 *   anchor sha256:6be3... gives User as "partner-{}", Group as "partner-{}", Dns matching "*.partner.example"
 * </pre>
 *
 * <p>The first rule whose selector matches the anchor of the <em>verified</em> path counts, alone. Once rules are set, an anchor without
 * a rule gives nothing, and so does a session whose TLS engine does not tell the verified path. Without the setting every anchor gives
 * all.
 */
public final class PrincipalRules {
    /** The setting. */
    public static final String CONFIG = "certificate.principal.rules";

    /** Types that many certificates share by their nature. */
    public static final Set<String> GROUP_TYPES = Set.of("Group", "Org", "Issuer", "Policy");

    private static final Pattern TRUST_DOMAIN = Pattern.compile("Spiffe:spiffe://[^/]*");

    /** No rules: every anchor gives all. */
    public static final PrincipalRules NONE = new PrincipalRules(List.of());

    private final List<AnchorRule> rules;

    PrincipalRules(List<AnchorRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads the setting.
     *
     * @throws org.apache.kafka.common.config.ConfigException with the position of the first error, what is expected there and a remedy
     */
    public static PrincipalRules parse(String text) {
        return new RulesParser(text).parse();
    }

    /** Whether many certificates share this principal (type and name) by its nature: a group, or all of a SPIFFE trust domain. */
    public static boolean isShared(String principal) {
        return GROUP_TYPES.contains(principal.split(":", -1)[0])
                || TRUST_DOMAIN.matcher(principal).matches();
    }

    /** Whether there is any rule. */
    public boolean isSet() {
        return !rules.isEmpty();
    }

    /** How many rules there are. */
    public int size() {
        return rules.size();
    }

    /** The rule for a session with this path, {@code null} standing for one that is not known. */
    public AnchorRule ruleFor(@Nullable VerifiedPath path) {
        if (rules.isEmpty()) {
            return AnchorRule.EVERYTHING;
        }
        if (path != null) {
            for (AnchorRule rule : rules) {
                if (rule.selector().matches(path.anchor())) {
                    return rule;
                }
            }
        }
        return AnchorRule.NOTHING;
    }

    /** SHA-256 of a trust anchor as a rule names it. */
    public static String digestOf(X509Certificate anchor) {
        return AnchorSelector.sha256(anchor);
    }

    /**
     * What the certificate proves.
     *
     * @param rule the one of the session
     * @param path its verified path, {@code null} when it is not known: then nothing is said about policies and intermediates
     * @throws IllegalArgumentException when it is too much
     * @throws CertificateEncodingException when the module cannot take a digest
     */
    public static CertificateIdentity identity(AnchorRule rule, CertificateFacts facts, @Nullable VerifiedPath path)
            throws CertificateEncodingException {
        return new CertificateIdentity(
                rule.principals(facts, path == null ? Set.of() : path.policies()),
                facts.issuer(),
                facts.serialNumber(),
                facts.sha256(),
                facts.notAfter(),
                path == null
                        ? PathStanding.unknown(facts.notAfter())
                        : new PathStanding(path.ids(), path.notAfter(), false));
    }
}
