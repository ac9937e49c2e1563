package io.kafkafips.cli.certificate;

import io.kafkafips.commons.fips.FipsJca;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the certificates of a file, in words: validity now, and whether each is signed by the next. Trust is not judged:
 * that takes the trust store of a broker.
 */
record ChainCheck(List<String> problems) {
    ChainCheck {
        problems = List.copyOf(problems);
    }

    static ChainCheck of(List<X509Certificate> chain, InstantSource clock) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            String validity = validity(certificate, clock.instant());
            if (validity != null) {
                problems.add("certificate " + (i + 1) + " " + validity);
            }
            if (i + 1 < chain.size() && !isSignedBy(certificate, chain.get(i + 1))) {
                problems.add("certificate " + (i + 1) + " is not signed by certificate " + (i + 2));
            }
        }
        return new ChainCheck(problems);
    }

    /** {@code null} when it is valid. */
    private static @Nullable String validity(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return "has expired on " + until;
        }
        return now.isBefore(from) ? "is not valid before " + from : null;
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey(), FipsJca.PROVIDER);
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
