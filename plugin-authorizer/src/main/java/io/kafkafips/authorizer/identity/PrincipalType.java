package io.kafkafips.authorizer.identity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a principal is made from. Each fact has a type of its own, so that no certificate can pass for a SASL user. */
enum PrincipalType {
    /** What {@code ssl.principal.mapping.rules} makes of the subject. */
    USER("User"),
    /** Each CN of the subject. */
    CN("Cn"),
    /** Each OU of the subject. */
    GROUP("Group"),
    /** Each O of the subject. */
    ORG("Org"),
    /** Each dNSName of the alternative names, lower case. */
    DNS("Dns"),
    /** Each rfc822Name of the alternative names, and e-mail attributes of the subject. */
    EMAIL("Email"),
    /** Each uniformResourceIdentifier of the alternative names. */
    URI("Uri"),
    /** Each SPIFFE ID, its trust domain and every path above it. */
    SPIFFE("Spiffe"),
    /** Distinguished name of the issuer (RFC 2253). */
    ISSUER("Issuer"),
    /** Each certificate policy that the whole verified path is valid for (RFC 5280, section 6.1), never {@code anyPolicy}. */
    POLICY("Policy"),
    /** SHA-256 of the certificate, lower-case hexadecimal. */
    SHA256("Sha256");

    private final String label;

    PrincipalType(String label) {
        this.label = label;
    }

    /** As it stands in an ACL. */
    String label() {
        return label;
    }

    String principal(String name) {
        return label + ":" + name;
    }

    static @Nullable PrincipalType of(String label) {
        for (PrincipalType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        return null;
    }

    static String labels() {
        return Arrays.stream(values()).map(PrincipalType::label).collect(Collectors.joining(", "));
    }
}
