package io.kafkafips.ssl.engine;

import java.io.IOException;
import java.io.OutputStream;
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
import org.bouncycastle.util.io.WrappedByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * AES-GCM (SP 800-38D) for one direction of one TLS connection, each record in one call of the module's low-level operator. The nonce is
 * the one that bctls hands in: in TLS 1.2 from the module's {@code FipsNonceGenerator}, in TLS 1.3 from the sequence number.
 *
 * <p>What it saves against bctls' own class is copies and garbage around the same cipher: no JCA parameter objects, no defensive copy of a
 * record that is worked on in place, and no array that stays behind with an idle connection. bctls opens a record over its ciphertext,
 * and so does this class: the module reads ahead of what it writes.
 *
 * <p>Guarantees: a nonce serves for one record, and the nonce of the record before is refused; a record whose tag is wrong is overwritten
 * with zeros before the exception leaves, so no unverified plaintext is ever to be had. Not thread-safe: bctls calls it under the lock of
 * its engine, one thread at a time.
 */
final class GcmRecordCipher implements TlsAEADCipherImpl {
    private static final FipsAES.AEADOperatorFactory OPERATORS = new FipsAES.AEADOperatorFactory();
    private static final int BITS_PER_BYTE = 8;

    private final boolean encrypting;
    private final int keyBytes;
    private int tagBytes;
    private @Nullable SymmetricSecretKey key;
    private byte[] nonce = {};
    private boolean nonceIsFresh;

    /**
     * A cipher without a key.
     *
     * @param encrypting the direction
     * @param keyBytes 16 or 32
     */
    GcmRecordCipher(boolean encrypting, int keyBytes) {
        this.encrypting = encrypting;
        this.keyBytes = keyBytes;
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
        // the module needs as much room for a plaintext as the record takes with its tag
        int room = Math.max(inputLength, getOutputSize(inputLength));
        boolean inReach =
                output.length - outputOffset >= room && (outputOffset <= inputOffset || !isSame(input, output));
        byte[] target = inReach ? output : new byte[room];
        int start = inReach ? outputOffset : 0;
        boolean verified = false;
        try {
            int written = process(current, aad, input, inputOffset, inputLength, target, start);
            verified = true;
            if (!inReach) {
                System.arraycopy(target, 0, output, outputOffset, written);
            }
            return written;
        } finally {
            if (!verified || !inReach) {
                Arrays.fill(target, start, start + room, (byte) 0);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same memory is meant
    private static boolean isSame(byte[] some, byte[] other) {
        return some == other;
    }

    private int process(
            SymmetricSecretKey current,
            byte @Nullable [] aad,
            byte[] input,
            int inputOffset,
            int inputLength,
            byte[] output,
            int outputOffset)
            throws IOException {
        FipsAES.AuthParameters parameters = FipsAES.GCM.withIV(nonce).withMACSize(tagBytes * BITS_PER_BYTE);
        // the one kind of stream that FipsAES writes to without an array in between
        WrappedByteArrayOutputStream target = new WrappedByteArrayOutputStream();
        target.setBuffer(output, outputOffset);
        try {
            CipherOutputStream stream =
                    encrypting ? sealing(current, parameters, aad, target) : opening(current, parameters, aad, target);
            stream.write(input, inputOffset, inputLength);
            stream.close();
        } catch (InvalidCipherTextException e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
        if (target.size() != getOutputSize(inputLength)) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        return target.size();
    }

    private static CipherOutputStream sealing(
            SymmetricSecretKey key, FipsAES.AuthParameters parameters, byte @Nullable [] aad, OutputStream target) {
        FipsOutputAEADEncryptor<FipsAES.AuthParameters> encryptor =
                OPERATORS.createOutputAEADEncryptor(key, parameters);
        authenticate(encryptor.getAADStream(), aad);
        return encryptor.getEncryptingStream(target);
    }

    private static CipherOutputStream opening(
            SymmetricSecretKey key, FipsAES.AuthParameters parameters, byte @Nullable [] aad, OutputStream target) {
        FipsOutputAEADDecryptor<FipsAES.AuthParameters> decryptor =
                OPERATORS.createOutputAEADDecryptor(key, parameters);
        authenticate(decryptor.getAADStream(), aad);
        return decryptor.getDecryptingStream(target);
    }

    private static void authenticate(UpdateOutputStream stream, byte @Nullable [] aad) {
        if (aad != null && aad.length > 0) {
            stream.update(aad);
        }
    }
}
