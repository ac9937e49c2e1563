package io.kafkafips.ssl.trust;

import io.kafkafips.commons.x509.VerifiedPath;
import io.kafkafips.ssl.engine.TlsProvider;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PolicyNode;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link VerifiedPath} of a chain that a peer sent, by the path builder of the FIPS module (RFC 5280, section 6).
 *
 * <p>BCJSSE verifies a path too but does not tell which. Nor can it be read off the chain afterwards: a peer that holds the key of an
 * intermediate may send a second certificate for it, which claims to come from any anchor, and whose signature nobody has looked at.
 * So the path is built once more, and revocation, strength and trust anchor all go by that one. Immutable, thread-safe.
 */
public final class VerifiedPaths {
    private static final String ANY_POLICY = "2.5.29.32.0";

    private final Set<X509Certificate> certificates;
    private final Set<TrustAnchor> anchors = new LinkedHashSet<>();

    /** Paths that end at one of these. */
    public VerifiedPaths(Collection<X509Certificate> anchors) {
        this.certificates = Set.copyOf(anchors);
        for (X509Certificate anchor : anchors) {
            this.anchors.add(new TrustAnchor(anchor, null));
        }
    }

    /** The trust anchors. */
    public Set<X509Certificate> anchors() {
        return certificates;
    }

    /**
     * Builds and verifies the path.
     *
     * @param chain the peer's certificate first, then others in any order
     * @throws CertificateException when there is none
     */
    public VerifiedPath find(X509Certificate[] chain) throws CertificateException {
        if (certificates.contains(chain[0])) {
            // neither BCJSSE nor RFC 5280 looks at the dates of an anchor, but this one is the peer's own
            chain[0].checkValidity();
            return new VerifiedPath(List.of(), chain[0], Set.of());
        }
        if (anchors.isEmpty()) {
            throw new CertificateException("There is no trust anchor");
        }
        try {
            X509CertSelector leaf = new X509CertSelector();
            leaf.setCertificate(chain[0]);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
            parameters.addCertStore(TlsProvider.certificates(Arrays.asList(chain)));
            // a PathRule looks at the path
            parameters.setRevocationEnabled(false);
            return path((PKIXCertPathBuilderResult) TlsProvider.pathBuilder().build(parameters));
        } catch (CertPathBuilderException e) {
            throw new CertificateException("No path leads to a trust anchor: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("The FIPS module cannot build a path: " + e.getMessage(), e);
        }
    }

    private static VerifiedPath path(PKIXCertPathBuilderResult result) {
        List<X509Certificate> certificates = result.getCertPath().getCertificates().stream()
                .map(X509Certificate.class::cast)
                .toList();
        Set<String> policies = new HashSet<>();
        addPolicies(result.getPolicyTree(), policies);
        return new VerifiedPath(certificates, result.getTrustAnchor().getTrustedCert(), policies);
    }

    /**
     * The nodes whose parent is anyPolicy (RFC 5280, section 6.1.5 (g) (iii)): what the path is valid for in the domain of the anchor. A policy
     * that only the peer's certificate asserts, and an intermediate does not, is pruned from the tree.
     */
    private static void addPolicies(@Nullable PolicyNode anyPolicy, Set<String> policies) {
        if (anyPolicy == null) {
            return;
        }
        for (Iterator<? extends PolicyNode> children = anyPolicy.getChildren(); children.hasNext(); ) {
            PolicyNode child = children.next();
            if (child.getValidPolicy().equals(ANY_POLICY)) {
                addPolicies(child, policies);
            } else {
                policies.add(child.getValidPolicy());
            }
        }
    }
}
