package io.kafkafips.cli.verify;

import io.kafkafips.cli.verify.wire.Target;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The tests of the certificates that servers show. */
final class CertificateTrials {
    private static final int MINIMUM_RSA_BITS = 2048;
    private static final Pattern WEAK_DIGEST = Pattern.compile("(?i).*(SHA-?1|SHA-?224|MD[25])(?!\\d).*");

    /** Orders of the approved curves (SP 800-186, 3.2.1): no other curve has one of them. */
    private static final Map<String, String> CURVES = Map.of(
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            "P-256",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            "P-384",
            "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c"
                    + "47aebb6fb71e91386409",
            "P-521");

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final Targets targets;
    private final ServerCertificates certificates;
    private final Duration remaining;
    private final Clock clock;

    CertificateTrials(Targets targets, ServerCertificates certificates, Duration remaining, Clock clock) {
        this.targets = targets;
        this.certificates = certificates;
        this.remaining = remaining;
        this.clock = clock;
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.put(Check.CERTIFICATE_KEY, targets.each(target -> every(target, CertificateTrials::key)));
        trials.put(Check.CERTIFICATE_SIGNATURE, targets.each(target -> every(target, CertificateTrials::signature)));
        trials.put(Check.CERTIFICATE_VALIDITY, targets.each(target -> every(target, this::validity)));
        trials.put(Check.CERTIFICATE_HOST, targets.each(this::host));
        return trials;
    }

    /** Judges a certificate. */
    @FunctionalInterface
    private interface Judge {
        Outcome judge(X509Certificate certificate);
    }

    private Outcome every(Target target, Judge judge) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (List<X509Certificate> chain : certificates.of(target)) {
            for (X509Certificate certificate : chain) {
                Outcome one = judge.judge(certificate);
                String subject = certificate.getSubjectX500Principal().getName();
                outcomes.add(new Outcome(
                        one.result(), List.of(subject + ": " + one.evidence().get(0))));
            }
        }
        return Outcome.all(outcomes);
    }

    private static Outcome key(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return Outcome.of(bits >= MINIMUM_RSA_BITS, "RSA, " + bits + " bits");
        }
        if (key instanceof ECPublicKey ec) {
            BigInteger order = ec.getParams().getOrder();
            String curve = CURVES.get(order.toString(16));
            return curve != null
                    ? Outcome.pass(curve)
                    : Outcome.fail("EC, a curve of " + order.bitLength() + " bits that is not approved");
        }
        return Outcome.fail("a key of type " + key.getAlgorithm());
    }

    private static Outcome signature(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName();
        return Outcome.of(!WEAK_DIGEST.matcher(algorithm).matches(), "signed with " + algorithm);
    }

    private Outcome validity(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        Instant now = clock.instant();
        boolean good = !now.isBefore(from) && until.isAfter(now.plus(remaining));
        return Outcome.of(good, "valid from " + from + " until " + until);
    }

    private Outcome host(Target target) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (List<X509Certificate> chain : certificates.of(target)) {
            List<String> names = names(chain.get(0), target.isAddress() ? IP_ADDRESS : DNS_NAME);
            boolean found = names.stream().anyMatch(name -> matches(target, name));
            outcomes.add(Outcome.of(found, (target.isAddress() ? "iPAddress " : "dNSName ") + names));
        }
        return Outcome.all(outcomes);
    }

    private static List<String> names(X509Certificate certificate, int type) throws IOException {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name -> Integer.valueOf(type).equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new IOException("its alternative names cannot be read: " + e.getMessage(), e);
        }
    }

    /** RFC 6125, 6.4.3: a wildcard stands for the whole of the left-most label alone. */
    private static boolean matches(Target target, String name) {
        if (target.isAddress()) {
            return IpAddresses.areSame(target.host(), name);
        }
        String host = target.host().toLowerCase(Locale.ROOT);
        String pattern = name.toLowerCase(Locale.ROOT);
        int dot = host.indexOf('.');
        return pattern.equals(host) || (dot > 0 && pattern.equals("*" + host.substring(dot)));
    }
}
