package io.kafkafips.commons.x509;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * A distinguished name taken apart by an RFC 2253 parser, never by splitting at commas: a value may hold a comma, an equals sign or
 * another name in full ({@code CN="x,OU=payments"}). Multi-valued RDNs count as several attributes. Immutable.
 */
final class DistinguishedName {
    private static final int LONG_FORM = 0x80;

    private final List<Rdn> rdns;

    private DistinguishedName(List<Rdn> rdns) {
        this.rdns = rdns;
    }

    static DistinguishedName parse(String rfc2253) throws CertificateParsingException {
        try {
            List<Rdn> leftToRight = new ArrayList<>(new LdapName(rfc2253).getRdns());
            // LdapName counts from the right
            Collections.reverse(leftToRight);
            return new DistinguishedName(leftToRight);
        } catch (InvalidNameException e) {
            throw new CertificateParsingException("The subject is not an RFC 2253 distinguished name", e);
        }
    }

    /** Every value of an attribute, by the short name or the OID under which RFC 2253 prints it, in the order of the name. */
    List<String> values(String type) throws CertificateParsingException {
        List<String> values = new ArrayList<>();
        try {
            for (Rdn rdn : rdns) {
                Attribute attribute = rdn.toAttributes().get(type);
                if (attribute != null) {
                    NamingEnumeration<?> all = attribute.getAll();
                    while (all.hasMore()) {
                        values.add(text(all.next()));
                    }
                }
            }
        } catch (NamingException e) {
            throw new CertificateParsingException("Cannot read the attribute " + type + " of the subject", e);
        }
        return values;
    }

    /** Attributes without a short name in RFC 2253 are printed as {@code #} and their DER: a string type with a short length. */
    private static String text(Object value) throws CertificateParsingException {
        if (!(value instanceof byte[] der)) {
            return String.valueOf(value);
        }
        if (der.length < 2 || (der[1] & LONG_FORM) != 0 || der.length != der[1] + 2) {
            throw new CertificateParsingException("An attribute of the subject is not a DER string of up to 127 bytes");
        }
        return new String(der, 2, der.length - 2, StandardCharsets.UTF_8);
    }
}
