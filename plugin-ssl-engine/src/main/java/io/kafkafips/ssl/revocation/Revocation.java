package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.CrlFacts;
import io.kafkafips.commons.x509.KnownRevocations;
import io.kafkafips.commons.x509.RevocationList;
import io.kafkafips.commons.x509.RevocationStatus;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.OperatorCreationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revocation status of peers' certificates under one {@link RevocationPolicy}. {@link #status} is for network threads: it reads
 * memory, and at most puts a question into the queue of the background. {@link #poll} is for a thread that may wait for files.
 * Thread-safe.
 */
public final class Revocation implements KnownRevocations.Source {
    private static final Logger LOG = LoggerFactory.getLogger(Revocation.class);

    private final RevocationPolicy policy;
    private final RevocationList list;
    private final CrlFiles files;
    private final CrlDistribution distribution;
    private final OcspCache ocsp;
    private final Clock clock;
    private final Executor background;
    private final AtomicLong fetchFailures = new AtomicLong();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /**
     * Reads the CRL files of the policy.
     *
     * @param background the one thread that fetches
     */
    Revocation(RevocationPolicy policy, Clock clock, Executor background) {
        this.policy = policy;
        this.clock = clock;
        this.background = background;
        this.list = new RevocationList(clock);
        this.files = new CrlFiles(policy.crlLocations(), list);
        this.distribution = new CrlDistribution(clock, policy.refreshInterval());
        this.ocsp = new OcspCache(clock, policy.refreshInterval());
        if (policy.crl()) {
            files.load();
        }
    }

    public RevocationPolicy policy() {
        return policy;
    }

    /** Makes the certificate of a verified authority known: its CRLs count from now on. */
    void learn(X509Certificate authority) {
        if (policy.crl()) {
            list.learn(authority);
        }
    }

    @Override
    public boolean isRevoked(CertificateId certificate) {
        return list.isRevoked(certificate) || ocsp.isRevoked(certificate);
    }

    /**
     * What memory says; where that is nothing, the background is asked to find out.
     *
     * @param https makes the sockets, should the source be an https one; called in the background
     */
    public RevocationStatus status(IssuedCertificate subject, Callable<SSLSocketFactory> https) {
        RevocationStatus byCrl = policy.crl() ? byCrl(subject, https) : RevocationStatus.UNKNOWN;
        RevocationStatus byOcsp = policy.ocsp() ? byOcsp(subject, https) : RevocationStatus.UNKNOWN;
        if (byCrl == RevocationStatus.REVOKED || byOcsp == RevocationStatus.REVOKED) {
            return RevocationStatus.REVOKED;
        }
        boolean good = byCrl == RevocationStatus.GOOD || byOcsp == RevocationStatus.GOOD;
        return good ? RevocationStatus.GOOD : RevocationStatus.UNKNOWN;
    }

    private RevocationStatus byCrl(IssuedCertificate subject, Callable<SSLSocketFactory> https) {
        if (policy.fetchesCrls()) {
            distribution.add(StatusUrls.crls(subject.certificate()), https).forEach(this::enqueue);
        }
        return list.status(subject.certificate(), subject.issuer());
    }

    private RevocationStatus byOcsp(IssuedCertificate subject, Callable<SSLSocketFactory> https) {
        OcspCache.Known known = ocsp.lookUp(subject, https);
        OcspCache.Entry fresh = known.fresh();
        if (fresh != null) {
            enqueue(fresh);
        }
        return known.status();
    }

    /** Reads changed CRL files, and has the background ask what is due. */
    public synchronized void poll() {
        if (policy.crl()) {
            files.poll();
        }
        distribution.due().forEach(this::enqueue);
        ocsp.due().forEach(this::enqueue);
    }

    private void enqueue(CrlDistribution.Point point) {
        if (distribution.begin(point)) {
            inBackground(() -> fetch(point), () -> distribution.end(point, false));
        }
    }

    private void enqueue(OcspCache.Entry entry) {
        if (ocsp.begin(entry)) {
            inBackground(() -> ask(entry), () -> ocsp.end(entry, null));
        }
    }

    private void inBackground(Runnable task, Runnable refused) {
        try {
            background.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The queue of revocation questions is full", e);
            refused.run();
        }
    }

    private void fetch(CrlDistribution.Point point) {
        boolean fetched = false;
        try {
            byte[] encoded = new HttpFetch(point.url(), point.https()).get(HttpFetch.LARGEST_CRL_BYTES);
            int number = 0;
            for (X509CRL crl : CrlFiles.parse(encoded)) {
                if (!list.offerVerified(point.url() + "#" + number, crl)) {
                    throw new CRLException("Nobody known has signed the CRL of "
                            + crl.getIssuerX500Principal().getName());
                }
                number++;
            }
            fetched = true;
            succeeded(point.url());
        } catch (IOException | GeneralSecurityException | RuntimeException | AssertionError e) {
            failed("CRL", point.url(), e);
        } finally {
            distribution.end(point, fetched);
        }
    }

    private void ask(OcspCache.Entry entry) {
        OcspExchange.Answer answer = null;
        for (String url : responders(entry)) {
            try {
                OcspExchange exchange = new OcspExchange(entry.subject());
                byte[] encoded = new HttpFetch(url, entry.https())
                        .post(exchange.question(), OcspExchange.CONTENT_TYPE, HttpFetch.LARGEST_OCSP_BYTES);
                answer = exchange.answer(encoded, clock.instant());
                succeeded(url);
                break;
            } catch (IOException
                    | OCSPException
                    | OperatorCreationException
                    | GeneralSecurityException
                    | RuntimeException
                    | AssertionError e) {
                failed("OCSP answer", url, e);
            }
        }
        ocsp.end(entry, answer);
    }

    private List<String> responders(OcspCache.Entry entry) {
        if (!policy.ocspUrl().isEmpty()) {
            return List.of(policy.ocspUrl());
        }
        try {
            return StatusUrls.responders(entry.subject().certificate());
        } catch (RuntimeException e) {
            // an extension that cannot be read
            LOG.debug("A certificate does not tell its OCSP responder", e);
            return List.of();
        }
    }

    private void failed(String what, String url, Throwable e) {
        fetchFailures.incrementAndGet();
        // one line an outage: it is asked for many certificates, again and again
        if (failing.add(url)) {
            LOG.warn("No usable {} from {}: {}. What is known counts until it expires", what, url, e.toString());
        } else {
            LOG.debug("Still no usable {} from {}: {}", what, url, e.toString());
        }
    }

    private void succeeded(String url) {
        if (failing.remove(url)) {
            LOG.info("{} answers again", url);
        }
    }

    /** The CRLs that count, for metrics. */
    public List<CrlFacts> crls() {
        return list.crls();
    }

    /** How many CRL files, CRLs or OCSP answers could not be used. */
    public long failures() {
        return files.failures() + fetchFailures.get();
    }
}
