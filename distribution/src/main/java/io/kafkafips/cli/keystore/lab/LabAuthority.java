package io.kafkafips.cli.keystore.lab;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.fips.ProviderBoundary;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A root with one intermediate authority, which issues the certificates of a lab. Their private keys live in this object alone: who has the
 * files of the lab can make no further certificate. Every subject says that it is for a lab. Keys are made, and certificates signed, by
 * the FIPS module (RFC 5280). Not thread-safe.
 */
@ProviderBoundary
public final class LabAuthority {
    /** The organization of every subject. */
    public static final String ORGANIZATION = "LAB ONLY kafka-fips";

    private static final int SERIAL_BITS = 120;
    private static final int IDENTIFIER_BYTES = 20;
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final LabKeyType type;
    private final Instant from;
    private final Instant until;
    private final X509Certificate root;
    private final Issuer intermediate;

    /** A certificate that can sign, and its key. */
    private record Issuer(PrivateKey key, X509Certificate certificate) {}

    /**
     * Makes both authorities.
     *
     * @param from when every certificate begins to be valid
     * @param until when it ends
     * @throws GeneralSecurityException when the module refuses
     */
    public LabAuthority(LabKeyType type, Instant from, Instant until) throws GeneralSecurityException {
        this.type = type;
        this.from = from;
        this.until = until;
        Issuer above = authority("Lab root", 1, null);
        this.root = above.certificate();
        this.intermediate = authority("Lab intermediate", 0, above);
    }

    /** What the parties of the lab trust. */
    public X509Certificate root() {
        return root;
    }

    /**
     * A new key with a certificate for a party. It may be shown as a client; as a server too when it has hosts.
     *
     * @throws GeneralSecurityException when the module refuses
     */
    public LabIdentity issue(LabSubject subject) throws GeneralSecurityException {
        KeyPair pair = keyPair();
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, ORGANIZATION);
        subject.groups().forEach(group -> name.addRDN(BCStyle.OU, group));
        name.addRDN(BCStyle.CN, subject.name());
        try {
            X509v3CertificateBuilder builder = builder(name.build(), pair.getPublic(), intermediate);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, usages(subject));
            builder.addExtension(Extension.subjectAlternativeName, false, names(subject));
            return new LabIdentity(
                    pair.getPrivate(), List.of(signed(builder, intermediate.key()), intermediate.certificate()));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException("A certificate of the lab cannot be made", e);
        }
    }

    private Issuer authority(String name, int authoritiesBelow, @Nullable Issuer issuer)
            throws GeneralSecurityException {
        KeyPair pair = keyPair();
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, ORGANIZATION)
                .addRDN(BCStyle.CN, name)
                .build();
        try {
            X509v3CertificateBuilder builder = builder(subject, pair.getPublic(), issuer);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new Issuer(pair.getPrivate(), signed(builder, issuer == null ? pair.getPrivate() : issuer.key()));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException("An authority of the lab cannot be made", e);
        }
    }

    private X509v3CertificateBuilder builder(X500Name subject, PublicKey key, @Nullable Issuer issuer)
            throws GeneralSecurityException, CertIOException {
        X500Name issuerName = issuer == null
                ? subject
                : X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuerName,
                new BigInteger(SERIAL_BITS, FipsJca.keyRandom()).setBit(SERIAL_BITS),
                Date.from(from),
                Date.from(until),
                subject,
                key);
        builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
        PublicKey above = issuer == null ? key : issuer.certificate().getPublicKey();
        builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifier(above)));
        return builder;
    }

    /** The first 160 bits of a SHA-256, after RFC 7093. */
    private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
        return Arrays.copyOf(FipsJca.sha256().digest(key.getEncoded()), IDENTIFIER_BYTES);
    }

    private static ExtendedKeyUsage usages(LabSubject subject) {
        return subject.hosts().isEmpty()
                ? new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)
                : new ExtendedKeyUsage(
                        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
    }

    private static GeneralNames names(LabSubject subject) {
        List<GeneralName> names = new ArrayList<>();
        subject.hosts()
                .forEach(host -> names.add(new GeneralName(
                        ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName, host)));
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, subject.spiffeId()));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .setProvider(FipsJca.PROVIDER)
                .getCertificate(builder.build(new JcaContentSignerBuilder(type.signature())
                        .setProvider(FipsJca.PROVIDER)
                        .build(key)));
    }

    private KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm(), FipsJca.PROVIDER);
        if (type.algorithm().equals("EC")) {
            generator.initialize(new ECGenParameterSpec(type.parameter()), FipsJca.keyRandom());
        } else {
            generator.initialize(Integer.parseInt(type.parameter()), FipsJca.keyRandom());
        }
        return generator.generateKeyPair();
    }
}
