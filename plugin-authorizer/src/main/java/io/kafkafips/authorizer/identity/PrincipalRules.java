package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.x509.CertificateFacts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which facts of a certificate become which principals. Each fact has a type of its own, so that no certificate can pass for a SASL
 * user: {@code User} is left to the primary name.
 *
 * <table>
 * <caption>Types</caption>
 * <tr><td>{@code Cn}</td><td>each CN of the subject</td></tr>
 * <tr><td>{@code Group}</td><td>each OU of the subject</td></tr>
 * <tr><td>{@code Org}</td><td>each O of the subject</td></tr>
 * <tr><td>{@code Dns}, {@code Email}, {@code Uri}</td><td>each alternative name of that kind; e-mail attributes of the subject</td></tr>
 * <tr><td>{@code Spiffe}</td><td>each SPIFFE ID, its trust domain and every path above it</td></tr>
 * <tr><td>{@code Issuer}</td><td>distinguished name of the issuer (RFC 2253)</td></tr>
 * <tr><td>{@code Sha256}</td><td>SHA-256 of the certificate, lower-case hexadecimal</td></tr>
 * </table>
 */
public final class PrincipalRules {
    /** Types that many certificates share by their nature. */
    public static final Set<String> GROUP_TYPES = Set.of("Group", "Org", "Issuer");

    /** What the certificate proves, with its principals in a fixed order and none of them twice. */
    public CertificateIdentity identity(CertificateFacts facts) {
        return new CertificateIdentity(
                principals(facts), facts.issuer(), facts.serialNumber(), facts.sha256(), facts.notAfter());
    }

    private static List<String> principals(CertificateFacts facts) {
        Set<String> principals = new LinkedHashSet<>();
        add(principals, "Cn", facts.commonNames());
        add(principals, "Group", facts.organizationalUnits());
        add(principals, "Org", facts.organizations());
        add(principals, "Dns", facts.dnsNames());
        add(principals, "Email", facts.emailAddresses());
        add(principals, "Uri", facts.uris());
        facts.uris().forEach(uri -> add(principals, "Spiffe", SpiffeId.withAncestors(uri)));
        add(principals, "Issuer", List.of(facts.issuer()));
        add(principals, "Sha256", List.of(facts.sha256()));
        return new ArrayList<>(principals);
    }

    private static void add(Set<String> principals, String type, List<String> names) {
        for (String name : names) {
            // an ACL cannot be made for an empty name
            if (!name.isEmpty()) {
                principals.add(type + ":" + name);
            }
        }
    }
}
