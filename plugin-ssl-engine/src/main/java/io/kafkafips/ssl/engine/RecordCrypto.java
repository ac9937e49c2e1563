package io.kafkafips.ssl.engine;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import org.bouncycastle.tls.crypto.TlsDHConfig;
import org.bouncycastle.tls.crypto.TlsDHDomain;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/**
 * The cryptography of bctls on one JCA provider, with {@link GcmRecordCipher} in place of its AES-GCM record cipher, and a
 * note of the group of a key exchange. Everything else
 * (key agreement, key schedule, signatures, nonces, other ciphers) is bctls' own. Thread-safe, as its base class is.
 */
final class RecordCrypto extends JcaTlsCrypto {
    /** How bctls asks for the one cipher that is replaced. */
    static final String AES_GCM = "AES/GCM/NoPadding";

    private RecordCrypto(Source source, SecureRandom entropy, SecureRandom nonceEntropy) {
        super(source.getHelper(), source.getAltHelper(), entropy, nonceEntropy);
    }

    @Override
    protected TlsAEADCipherImpl createAEADCipher(String cipherName, String algorithm, int keySize, boolean isEncrypting)
            throws GeneralSecurityException {
        return cipherName.equals(AES_GCM)
                ? new GcmRecordCipher(isEncrypting, keySize)
                : stock(cipherName, algorithm, keySize, isEncrypting);
    }

    @Override
    public TlsECDomain createECDomain(TlsECConfig config) {
        NegotiatedGroup.note(config.getNamedGroup());
        return super.createECDomain(config);
    }

    @Override
    public TlsDHDomain createDHDomain(TlsDHConfig config) {
        NegotiatedGroup.note(config.getNamedGroup());
        return super.createDHDomain(config);
    }

    /** The cipher that bctls would have taken: what {@link RecordLayer} compares with. */
    TlsAEADCipherImpl stock(String cipherName, String algorithm, int keySize, boolean isEncrypting)
            throws GeneralSecurityException {
        return super.createAEADCipher(cipherName, algorithm, keySize, isEncrypting);
    }

    /** What BCJSSE takes its cryptography from. */
    static final class Source extends JcaTlsCryptoProvider {
        /**
         * All cryptography from one provider, except what needs a private key that another one holds.
         *
         * @param keyHolder the provider of a token; null where there is none
         */
        static Source of(Provider module, @Nullable Provider keyHolder) {
            Source source = new Source();
            source.setProvider(module);
            if (keyHolder != null) {
                source.setAlternateProvider(keyHolder);
            }
            return source;
        }

        private Source() {}

        @Override
        public RecordCrypto create(SecureRandom entropy, SecureRandom nonceEntropy) {
            return new RecordCrypto(this, entropy, nonceEntropy);
        }
    }
}
