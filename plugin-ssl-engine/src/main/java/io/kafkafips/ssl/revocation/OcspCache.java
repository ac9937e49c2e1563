package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.RevocationStatus;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What OCSP responders said, by certificate, in memory. Reading takes no lock and does no I/O; asking is the matter of
 * {@link #due}. Certificates that nobody asked for in an hour are forgotten. Thread-safe.
 */
final class OcspCache {
    private static final int MOST_ENTRIES = 20_000;
    private static final Duration KEPT_UNUSED = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Clock clock;
    private final Duration refresh;
    private final Map<IssuedCertificate, Entry> entries = new ConcurrentHashMap<>();
    private final Map<CertificateId, Entry> revoked = new ConcurrentHashMap<>();

    OcspCache(Clock clock, Duration refresh) {
        this.clock = clock;
        this.refresh = refresh;
    }

    /** What is known about one certificate. */
    static final class Entry {
        private final IssuedCertificate subject;
        private final Callable<SSLSocketFactory> https;
        private final AtomicBoolean asking = new AtomicBoolean();
        private volatile OcspExchange.@Nullable Answer answer;
        private volatile Instant used;
        private volatile Instant nextQuestion;

        private Entry(IssuedCertificate subject, Callable<SSLSocketFactory> https, Instant now) {
            this.subject = subject;
            this.https = https;
            this.used = now;
            this.nextQuestion = now;
        }

        IssuedCertificate subject() {
            return subject;
        }

        Callable<SSLSocketFactory> https() {
            return https;
        }
    }

    /** The status in memory, and whether this call made the certificate known, so that its responder is yet to be asked. */
    record Known(RevocationStatus status, @Nullable Entry fresh) {}

    Known lookUp(IssuedCertificate subject, Callable<SSLSocketFactory> https) {
        Instant now = clock.instant();
        Entry known = entries.get(subject);
        if (known == null) {
            Entry made = new Entry(subject, https, now);
            boolean first = entries.size() < MOST_ENTRIES && entries.putIfAbsent(subject, made) == null;
            return new Known(RevocationStatus.UNKNOWN, first ? made : null);
        }
        known.used = now;
        OcspExchange.Answer answer = known.answer;
        boolean counts =
                answer != null && (answer.status() == RevocationStatus.REVOKED || now.isBefore(answer.until()));
        return new Known(counts ? Objects.requireNonNull(answer).status() : RevocationStatus.UNKNOWN, null);
    }

    /** Whether a responder says that it is revoked. Takes no lock. */
    boolean isRevoked(CertificateId certificate) {
        return revoked.containsKey(certificate);
    }

    /** The certificates whose responder is to be asked now; also forgets unused ones. */
    List<Entry> due() {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> entry.used.plus(KEPT_UNUSED).isBefore(now));
        revoked.values().removeIf(entry -> entry.used.plus(KEPT_UNUSED).isBefore(now));
        List<Entry> due = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (!entry.nextQuestion.isAfter(now)) {
                due.add(entry);
            }
        }
        return due;
    }

    /** Whether the caller is the one to ask: one question at a time for a certificate. */
    boolean begin(Entry entry) {
        return entry.asking.compareAndSet(false, true);
    }

    /** Takes an answer in; without one, what was known stays until it ceases to count. */
    void end(Entry entry, OcspExchange.@Nullable Answer answer) {
        if (answer != null) {
            entry.answer = answer;
            remember(entry, answer);
        }
        Duration pause = answer == null && RETRY.compareTo(refresh) < 0 ? RETRY : refresh;
        entry.nextQuestion = clock.instant().plus(pause);
        entry.asking.set(false);
    }

    private void remember(Entry entry, OcspExchange.Answer answer) {
        try {
            if (answer.status() == RevocationStatus.REVOKED) {
                revoked.put(entry.subject().id(), entry);
            } else {
                // a certificate that was on hold
                revoked.remove(entry.subject().id());
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The digest of the FIPS module is gone", e);
        }
    }
}
