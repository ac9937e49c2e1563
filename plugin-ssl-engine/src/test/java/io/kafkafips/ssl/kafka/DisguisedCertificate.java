package io.kafkafips.ssl.kafka;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate that goes over the wire as one and answers the local TLS stack as another: the module's own client would not send a
 * weak one.
 */
@SuppressWarnings("deprecation")
final class DisguisedCertificate extends X509Certificate {
    private final transient X509Certificate onTheWire;
    private final transient X509Certificate local;

    DisguisedCertificate(X509Certificate onTheWire, X509Certificate local) {
        this.onTheWire = onTheWire;
        this.local = local;
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
        return onTheWire.getEncoded();
    }

    @Override
    public void checkValidity()
            throws java.security.cert.CertificateExpiredException, java.security.cert.CertificateNotYetValidException {
        local.checkValidity();
    }

    @Override
    public void checkValidity(Date date)
            throws java.security.cert.CertificateExpiredException, java.security.cert.CertificateNotYetValidException {
        local.checkValidity(date);
    }

    @Override
    public int getVersion() {
        return local.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return local.getSerialNumber();
    }

    @Override
    public Principal getIssuerDN() {
        return local.getIssuerX500Principal();
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return local.getIssuerX500Principal();
    }

    @Override
    public Principal getSubjectDN() {
        return local.getSubjectX500Principal();
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return local.getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return local.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return local.getNotAfter();
    }

    @Override
    public byte[] getTBSCertificate() throws CertificateEncodingException {
        return local.getTBSCertificate();
    }

    @Override
    public byte[] getSignature() {
        return local.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return local.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return local.getSigAlgOID();
    }

    @Override
    public byte[] getSigAlgParams() {
        return local.getSigAlgParams();
    }

    @Override
    public boolean[] getIssuerUniqueID() {
        return local.getIssuerUniqueID();
    }

    @Override
    public boolean[] getSubjectUniqueID() {
        return local.getSubjectUniqueID();
    }

    @Override
    public boolean[] getKeyUsage() {
        return local.getKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return local.getBasicConstraints();
    }

    @Override
    public void verify(PublicKey key) throws CertificateException {
        throw new CertificateException("not needed");
    }

    @Override
    public void verify(PublicKey key, String provider) throws CertificateException {
        throw new CertificateException("not needed");
    }

    @Override
    public String toString() {
        return "disguised " + local;
    }

    @Override
    public PublicKey getPublicKey() {
        return local.getPublicKey();
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return local.hasUnsupportedCriticalExtension();
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        return local.getCriticalExtensionOIDs();
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        return local.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte[] getExtensionValue(String oid) {
        return local.getExtensionValue(oid);
    }
}
