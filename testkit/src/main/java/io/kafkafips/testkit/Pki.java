package io.kafkafips.testkit;

import io.kafkafips.commons.fips.ProviderBoundary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A throw-away certificate authority: a self-signed root that issues whatever a {@link CertificateSpec} says, nonsense included.
 * Thread-safe. For tests and demonstrations: its keys are worth nothing.
 */
@ProviderBoundary
public final class Pki {
    private static final Provider MODULE = findModule();
    private static final int SERIAL_BITS = 96;

    private final Identity self;
    private final boolean root;
    private final RevocationBook revocations = new RevocationBook();

    private Pki(Identity self, boolean root) {
        this.self = self;
        this.root = root;
    }

    /** A new root, P-256, valid for a day. */
    public static Pki root(String subject) {
        return root(CertificateSpec.of(subject));
    }

    /** A new root as the spec says. */
    public static Pki root(CertificateSpec spec) {
        return new Pki(issue(spec.asAuthority(), null, StatusUrls.NONE), true);
    }

    /** A subordinate authority of this one. */
    public Pki intermediate(String subject) {
        return intermediate(CertificateSpec.of(subject));
    }

    /** A subordinate authority as the spec says. */
    public Pki intermediate(CertificateSpec spec) {
        return new Pki(issue(spec.asAuthority()), false);
    }

    /**
     * A certificate with this authority's name and key which claims to be issued by another one, but is signed by this authority itself. Any
     * holder of the key can make it, and put it into the chain that he sends.
     */
    public X509Certificate claimedToBeIssuedBy(Pki claimed) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    X500Name.getInstance(
                            claimed.certificate().getSubjectX500Principal().getEncoded()),
                    new BigInteger(SERIAL_BITS, random()),
                    certificate().getNotBefore(),
                    certificate().getNotAfter(),
                    X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                    certificate().getPublicKey());
            addExtensions(builder, CertificateSpec.of("CN=unused").asAuthority());
            return signed(builder, KeySpec.of(self.key()).signatureAlgorithm(), self.key());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("Cannot make a certificate that claims another issuer", e);
        }
    }

    /** A key pair with a certificate of this authority. */
    public Identity issue(CertificateSpec spec) {
        return issue(spec, StatusUrls.NONE);
    }

    /** The same, with pointers to where its status can be asked. */
    public Identity issue(CertificateSpec spec, StatusUrls urls) {
        return issue(spec, this, urls);
    }

    /** Puts a certificate on every CRL from now on. */
    public Pki revoke(X509Certificate certificate) {
        revocations.revoke(certificate);
        return this;
    }

    /** A CRL of now, good for a day. */
    public X509CRL crl() {
        Instant now = Instant.now();
        return crl(now.minusSeconds(1), now.plus(Duration.ofDays(1)));
    }

    public X509CRL crl(Instant thisUpdate, Instant nextUpdate) {
        return revocations.sign(self, KeySpec.of(self.key()).signatureAlgorithm(), thisUpdate, nextUpdate, 0);
    }

    /** A CRL of now under a signature by this algorithm of the JCA. */
    public X509CRL crl(String signatureAlgorithm) {
        Instant now = Instant.now();
        return revocations.sign(self, signatureAlgorithm, now.minusSeconds(1), now.plus(Duration.ofDays(1)), 0);
    }

    /** A delta CRL of now, with everything that is revoked. */
    public X509CRL deltaCrl(long baseNumber) {
        Instant now = Instant.now();
        return revocations.sign(
                self, KeySpec.of(self.key()).signatureAlgorithm(), now, now.plus(Duration.ofHours(1)), baseNumber);
    }

    /** Writes {@link #crl()} as PEM, by a rename, so that no reader sees half of it. */
    public Path writeCrl(Path file) {
        try {
            Path half = writeText(
                    file.resolveSibling(file.getFileName() + ".half"), Identity.pem("X509 CRL", crl().getEncoded()));
            return Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (CRLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The authority's own key and certificate, to sign with. */
    public Identity identity() {
        return self;
    }

    public X509Certificate certificate() {
        return self.certificate();
    }

    /** Writes a BCFKS trust store with this authority's certificate under the alias {@code ca}, and those of others. */
    public Path writeBcfksTruststore(Path file, String password, Pki... others) {
        try {
            KeyStore store = keyStore("BCFKS");
            store.setCertificateEntry("ca", certificate());
            for (Pki other : others) {
                store.setCertificateEntry("ca-" + store.size(), other.certificate());
            }
            return write(store, file, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write " + file, e);
        }
    }

    /** Writes this authority's certificate as PEM. */
    public Path writePem(Path file) {
        return writeText(file, Identity.certificatePem(certificate()));
    }

    /** Writes this authority's key and certificate as PEM, for a foreign program that shall issue in its name. */
    public Path writeAuthorityPem(Path file) {
        return self.writePem(file);
    }

    private static Identity issue(CertificateSpec spec, @Nullable Pki issuer, StatusUrls urls) {
        try {
            KeyPair pair = keyPair(spec.key());
            X500Name issuerName = issuer == null
                    ? name(spec.subject())
                    : X500Name.getInstance(
                            issuer.certificate().getSubjectX500Principal().getEncoded());
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuerName,
                    new BigInteger(SERIAL_BITS, random()),
                    Date.from(spec.notBefore()),
                    Date.from(spec.notAfter()),
                    name(spec.subject()),
                    pair.getPublic());
            addExtensions(builder, spec);
            urls.addTo(builder);
            KeySpec issuerKey = issuer == null ? spec.key() : KeySpec.of(issuer.self.key());
            String algorithm =
                    spec.signatureAlgorithm() == null ? issuerKey.signatureAlgorithm() : spec.signatureAlgorithm();
            X509Certificate certificate =
                    signed(builder, algorithm, issuer == null ? pair.getPrivate() : issuer.self.key());
            List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
            if (issuer != null && !issuer.root) {
                chain.addAll(issuer.self.chain());
            }
            return new Identity(pair.getPrivate(), chain);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("Cannot issue a certificate for " + spec.subject(), e);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, String algorithm, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .setProvider(MODULE)
                .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm)
                        .setProvider(MODULE)
                        .build(key)));
    }

    private static void addExtensions(X509v3CertificateBuilder builder, CertificateSpec spec) throws CertIOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(spec.authority()));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(spec.authority() ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
        List<KeyPurposeId> purposes = new ArrayList<>();
        if (spec.clientAuth()) {
            purposes.add(KeyPurposeId.id_kp_clientAuth);
        }
        if (spec.serverAuth()) {
            purposes.add(KeyPurposeId.id_kp_serverAuth);
        }
        if (!purposes.isEmpty()) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
        }
        if (!spec.policies().isEmpty()) {
            builder.addExtension(
                    Extension.certificatePolicies,
                    false,
                    new CertificatePolicies(spec.policies().stream()
                            .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
                            .toArray(PolicyInformation[]::new)));
        }
        List<GeneralName> names = new ArrayList<>();
        spec.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        spec.ipAddresses().forEach(name -> names.add(new GeneralName(GeneralName.iPAddress, name)));
        spec.uris().forEach(name -> names.add(new GeneralName(GeneralName.uniformResourceIdentifier, name)));
        spec.emails().forEach(name -> names.add(new GeneralName(GeneralName.rfc822Name, name)));
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        }
    }

    /** RFC 2253 writes the most specific attribute first, DER the least specific. */
    private static X500Name name(String rfc2253) {
        return X500Name.getInstance(new X500Principal(rfc2253).getEncoded());
    }

    private static KeyPair keyPair(KeySpec spec) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(spec.algorithm(), MODULE);
        if (spec.algorithm().equals("EC")) {
            generator.initialize(new ECGenParameterSpec(spec.parameter()), random());
        } else {
            generator.initialize(Integer.parseInt(spec.parameter()), random());
        }
        return generator.generateKeyPair();
    }

    static SecureRandom random() throws GeneralSecurityException {
        return SecureRandom.getInstance("DEFAULT", MODULE);
    }

    /** The module as it is registered in this JVM, else a provider object of our own. */
    static Provider module() {
        return MODULE;
    }

    private static Provider findModule() {
        Provider registered = Security.getProvider("BCFIPS");
        return registered == null ? new BouncyCastleFipsProvider() : registered;
    }

    /** An empty store: BCFKS from the module, anything else from whoever has it. */
    static KeyStore keyStore(String type) throws GeneralSecurityException {
        try {
            KeyStore store = type.equals("BCFKS") ? KeyStore.getInstance(type, MODULE) : KeyStore.getInstance(type);
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(KeyStore store, Path file, String password) throws GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path writeText(Path file, String text) {
        try {
            return Files.writeString(file, text, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
