package io.kafkafips.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * An OCSP responder (RFC 6960) on loopback that answers for every certificate, and a CRL under {@code /crl} for distribution points. Ends
 * with {@link #close}. Thread-safe.
 */
public final class OcspResponder implements AutoCloseable {
    private final HttpServer server;
    private final Identity signer;
    private final String base;
    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Instant until = Instant.now().plusSeconds(3_600);
    private final AtomicReference<byte[]> crl = new AtomicReference<>(new byte[0]);
    private volatile String algorithm;

    private OcspResponder(HttpServer server, Identity signer, String scheme) {
        this.base = scheme + "://localhost:" + server.getAddress().getPort();
        this.server = server;
        this.signer = signer;
        this.algorithm = KeySpec.of(signer.key()).signatureAlgorithm();
    }

    /** Over http; the signer is the issuer of the certificates, or whom it has certified for this. */
    public static OcspResponder start(Identity signer) {
        try {
            return start(
                    signer, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same over https. */
    public static OcspResponder startTls(Identity signer, SSLContext tls) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return start(signer, server, "https");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OcspResponder start(Identity signer, HttpServer server, String scheme) {
        OcspResponder responder = new OcspResponder(server, signer, scheme);
        server.createContext("/ocsp", responder::answer);
        server.createContext("/crl", exchange -> send(exchange, responder.crl.get()));
        server.start();
        return responder;
    }

    private void answer(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        try {
            OCSPReq request = new OCSPReq(exchange.getRequestBody().readAllBytes());
            send(exchange, sign(request));
        } catch (IOException | GeneralSecurityException | OperatorCreationException | OCSPException e) {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        }
    }

    private byte[] sign(OCSPReq request)
            throws IOException, GeneralSecurityException, OperatorCreationException, OCSPException {
        SubjectPublicKeyInfo key = new JcaX509CertificateHolder(signer.certificate()).getSubjectPublicKeyInfo();
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(
                key,
                new JcaDigestCalculatorProviderBuilder()
                        .setProvider(Pki.module())
                        .build()
                        .get(CertificateID.HASH_SHA1));
        Date now = Date.from(Instant.now());
        for (Req question : request.getRequestList()) {
            CertificateID id = question.getCertID();
            CertificateStatus status = revoked.contains(id.getSerialNumber())
                    ? new RevokedStatus(now, CRLReason.keyCompromise)
                    : CertificateStatus.GOOD;
            builder.addResponse(id, status, Date.from(Instant.now().minusSeconds(7_200)), Date.from(until), null);
        }
        return new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder(algorithm)
                                        .setProvider(Pki.module())
                                        .build(signer.key()),
                                new X509CertificateHolder[] {new JcaX509CertificateHolder(signer.certificate())},
                                now))
                .getEncoded();
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers that a certificate is revoked from now on. */
    public OcspResponder revoke(BigInteger serial) {
        revoked.add(serial);
        return this;
    }

    /** Sets the {@code nextUpdate} of further answers. */
    public OcspResponder validUntil(Instant time) {
        until = time;
        return this;
    }

    /** Signs further answers by another algorithm of the JCA. */
    public OcspResponder signWith(String name) {
        algorithm = name;
        return this;
    }

    /** Serves these bytes under {@link #crlUrl} from now on. */
    public OcspResponder serveCrl(byte[] encoded) {
        crl.set(encoded);
        return this;
    }

    /** How often it was asked. */
    public int questions() {
        return questions.get();
    }

    public String url() {
        return base + "/ocsp";
    }

    public String crlUrl() {
        return base + "/crl";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
