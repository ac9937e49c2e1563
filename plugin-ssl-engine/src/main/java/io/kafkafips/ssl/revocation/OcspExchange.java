package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.x509.RevocationSignature;
import io.kafkafips.commons.x509.RevocationStatus;
import io.kafkafips.ssl.trust.CertificateStrength;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One question and answer of OCSP (RFC 6960, in the profile of RFC 5019: one certificate, no nonce). The answer counts when it is
 * signed, with SHA-2, by the issuer of the certificate or by a responder that this issuer has certified for it, and is of now.
 *
 * <p>The question names the issuer by SHA-1, the one digest that every responder knows: an index, on which no security rests, as the
 * answer is bound to the issuer by its signature. For one thread.
 */
final class OcspExchange {
    static final String CONTENT_TYPE = "application/ocsp-request";
    private static final long SKEW_SECONDS = 300;
    private static final long DEFAULT_VALIDITY_SECONDS = 3_600;

    private final IssuedCertificate subject;
    private final DigestCalculatorProvider digests;

    OcspExchange(IssuedCertificate subject) throws OperatorCreationException {
        this.subject = subject;
        this.digests = new JcaDigestCalculatorProviderBuilder()
                .setProvider(FipsJca.PROVIDER)
                .build();
    }

    /**
     * What a responder said.
     *
     * @param until when it ceases to count
     */
    record Answer(RevocationStatus status, Instant until) {}

    byte[] question() throws OCSPException, IOException, GeneralSecurityException, OperatorCreationException {
        CertificateID id = new CertificateID(
                digests.get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(subject.issuer()),
                subject.certificate().getSerialNumber());
        return new OCSPReqBuilder().addRequest(id).build().getEncoded();
    }

    /**
     * Reads an answer.
     *
     * @throws OCSPException when it does not count, and why
     */
    Answer answer(byte[] encoded, Instant now)
            throws OCSPException, IOException, GeneralSecurityException, OperatorCreationException {
        OCSPResp response = new OCSPResp(encoded);
        if (response.getStatus() != OCSPResp.SUCCESSFUL
                || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
            throw new OCSPException("The responder refuses, with status " + response.getStatus());
        }
        requireSignature(basic, now);
        JcaX509CertificateHolder issuer = new JcaX509CertificateHolder(subject.issuer());
        for (SingleResp single : basic.getResponses()) {
            CertificateID id = single.getCertID();
            if (id.getSerialNumber().equals(subject.certificate().getSerialNumber())
                    && id.matchesIssuer(issuer, digests)) {
                return answer(single, now);
            }
        }
        throw new OCSPException("The answer is about another certificate");
    }

    private static Answer answer(SingleResp single, Instant now) throws OCSPException {
        Instant from = single.getThisUpdate().toInstant();
        Date next = single.getNextUpdate();
        Instant until = next == null ? from.plusSeconds(DEFAULT_VALIDITY_SECONDS) : next.toInstant();
        if (from.isAfter(now.plusSeconds(SKEW_SECONDS)) || until.isBefore(now)) {
            throw new OCSPException("The answer is for the time from " + from + " to " + until);
        }
        @Nullable CertificateStatus status = single.getCertStatus();
        // null is CertificateStatus.GOOD
        if (status == null) {
            return new Answer(RevocationStatus.GOOD, until);
        }
        return new Answer(status instanceof RevokedStatus ? RevocationStatus.REVOKED : RevocationStatus.UNKNOWN, until);
    }

    private void requireSignature(BasicOCSPResp response, Instant now)
            throws OCSPException, IOException, GeneralSecurityException, OperatorCreationException {
        AlgorithmIdentifier signature = response.getSignatureAlgorithmID();
        ASN1Encodable parameters = signature.getParameters();
        if (!RevocationSignature.isApproved(
                signature.getAlgorithm().getId(),
                parameters == null ? null : parameters.toASN1Primitive().getEncoded())) {
            throw new OCSPException("The answer is signed with " + signature.getAlgorithm() + "; approved are "
                    + RevocationSignature.APPROVED);
        }
        if (isSignedWith(response, subject.issuer().getPublicKey())) {
            return;
        }
        for (X509CertificateHolder holder : response.getCerts()) {
            X509Certificate responder = new JcaX509CertificateConverter()
                    .setProvider(FipsJca.PROVIDER)
                    .getCertificate(holder);
            if (isEntitled(responder, now) && isSignedWith(response, responder.getPublicKey())) {
                return;
            }
        }
        throw new OCSPException("The answer is not signed by the issuer of the certificate, nor by its responder");
    }

    /** A delegated responder (RFC 6960, 4.2.2.2): certified by the same issuer, for this purpose. It counts until it expires. */
    private boolean isEntitled(X509Certificate responder, Instant now) throws GeneralSecurityException {
        List<String> purposes = responder.getExtendedKeyUsage();
        if (purposes == null
                || !purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId())
                || !responder.getIssuerX500Principal().equals(subject.issuer().getSubjectX500Principal())) {
            return false;
        }
        CertificateStrength.require(responder);
        responder.checkValidity(Date.from(now));
        responder.verify(subject.issuer().getPublicKey(), FipsJca.PROVIDER);
        return true;
    }

    private static boolean isSignedWith(BasicOCSPResp response, PublicKey key) throws OperatorCreationException {
        try {
            ContentVerifierProvider verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(FipsJca.PROVIDER)
                    .build(key);
            return response.isSignatureValid(verifier);
        } catch (OCSPException | RuntimeException | AssertionError e) {
            // a key of another kind than the signature
            return false;
        }
    }
}
