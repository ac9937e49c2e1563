package io.kafkafips.ssl.engine;

import java.io.IOException;
import java.util.Arrays;
import javax.security.auth.DestroyFailedException;
import org.bouncycastle.crypto.CipherOutputStream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.SymmetricSecretKey;
import org.bouncycastle.crypto.UpdateOutputStream;
import org.bouncycastle.crypto.fips.FipsAES;
import org.bouncycastle.crypto.fips.FipsOutputAEADDecryptor;
import org.bouncycastle.crypto.fips.FipsOutputAEADEncryptor;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM (SP 800-38D) for one direction of one TLS connection, each record in one call of the module's low-level operator. The nonce is
 * the one that bctls hands in: in TLS 1.2 from the module's {@code FipsNonceGenerator}, in TLS 1.3 from the sequence number.
 *
 * <p>What it saves against bctls' own class is copies and garbage around the same cipher: no JCA parameter objects, no defensive copy of a
 * record that is encrypted in place, and no array that stays behind with an idle connection.
 *
 * <p>Guarantees: a nonce serves for one record, and the nonce of the record before is refused; a plaintext reaches the caller's array only
 * after its tag was verified, and no plaintext stays in the scratch memory. Not thread-safe: bctls calls it under the lock of its engine,
 * one thread at a time.
 */
final class GcmRecordCipher implements TlsAEADCipherImpl {
    private static final FipsAES.AEADOperatorFactory OPERATORS = new FipsAES.AEADOperatorFactory();
    private static final int BITS_PER_BYTE = 8;

    private final boolean encrypting;
    private final int keyBytes;
    private final Scratch scratch;
    private int tagBytes;
    private @Nullable SymmetricSecretKey key;
    private byte[] nonce = {};
    private boolean nonceIsFresh;

    /**
     * A cipher without a key.
     *
     * @param encrypting the direction
     * @param keyBytes 16 or 32
     * @param scratch of the calling threads
     */
    GcmRecordCipher(boolean encrypting, int keyBytes, Scratch scratch) {
        this.encrypting = encrypting;
        this.keyBytes = keyBytes;
        this.scratch = scratch;
    }

    /** Takes a new key and forgets the old one, and with it the nonces that it has seen. */
    @Override
    public void setKey(byte[] source, int offset, int length) throws IOException {
        if (length != keyBytes) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        byte[] bytes = Arrays.copyOfRange(source, offset, offset + length);
        try {
            SymmetricSecretKey old = key;
            key = new SymmetricSecretKey(FipsAES.GCM, bytes);
            nonce = new byte[0];
            nonceIsFresh = false;
            if (old != null) {
                old.destroy();
            }
        } catch (DestroyFailedException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Takes the nonce of the next record. */
    @Override
    public void init(byte[] next, int macSize) throws IOException {
        if (encrypting && Arrays.equals(next, nonce)) {
            throw new TlsFatalAlert(AlertDescription.internal_error, "The nonce of the last record came again");
        }
        nonce = next.clone();
        tagBytes = macSize;
        nonceIsFresh = true;
    }

    @Override
    public int getOutputSize(int inputLength) {
        return encrypting ? inputLength + tagBytes : Math.max(0, inputLength - tagBytes);
    }

    /** Seals or opens one record, in place or from one array to another. */
    @Override
    public int doFinal(byte[] aad, byte[] input, int inputOffset, int inputLength, byte[] output, int outputOffset)
            throws IOException {
        SymmetricSecretKey current = key;
        if (current == null || !nonceIsFresh) {
            throw new TlsFatalAlert(AlertDescription.internal_error, "A record needs a key and a nonce of its own");
        }
        nonceIsFresh = false;
        FipsAES.AuthParameters parameters = FipsAES.GCM.withIV(nonce).withMACSize(tagBytes * BITS_PER_BYTE);
        // the module holds back some bytes until the tag is seen, and asks for no more room than the record itself
        try (Scratch.Loan loan = scratch.borrow(inputLength + tagBytes, !encrypting)) {
            if (encrypting) {
                seal(current, parameters, aad, input, inputOffset, inputLength, loan);
            } else {
                open(current, parameters, aad, input, inputOffset, inputLength, loan);
            }
            return loan.moveTo(output, outputOffset, getOutputSize(inputLength));
        }
    }

    private static void seal(
            SymmetricSecretKey key,
            FipsAES.AuthParameters parameters,
            byte[] aad,
            byte[] input,
            int offset,
            int length,
            Scratch.Loan loan)
            throws IOException {
        FipsOutputAEADEncryptor<FipsAES.AuthParameters> encryptor =
                OPERATORS.createOutputAEADEncryptor(key, parameters);
        authenticate(encryptor.getAADStream(), aad);
        CipherOutputStream stream = encryptor.getEncryptingStream(loan.stream());
        stream.write(input, offset, length);
        stream.close();
    }

    private static void open(
            SymmetricSecretKey key,
            FipsAES.AuthParameters parameters,
            byte[] aad,
            byte[] input,
            int offset,
            int length,
            Scratch.Loan loan)
            throws IOException {
        FipsOutputAEADDecryptor<FipsAES.AuthParameters> decryptor =
                OPERATORS.createOutputAEADDecryptor(key, parameters);
        authenticate(decryptor.getAADStream(), aad);
        try {
            CipherOutputStream stream = decryptor.getDecryptingStream(loan.stream());
            stream.write(input, offset, length);
            stream.close();
        } catch (InvalidCipherTextException e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
    }

    private static void authenticate(UpdateOutputStream stream, byte @Nullable [] aad) {
        if (aad != null && aad.length > 0) {
            stream.update(aad);
        }
    }
}
