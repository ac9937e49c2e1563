package io.kafkafips.ssl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record cipher against a published vector, against bctls' own, and against changed records. */
class GcmRecordCipherTest {
    private static final int TAG_BYTES = 16;
    private static final int LARGEST_RECORD = 16 * 1024 + 1;
    private static final long SEED = 20261122;

    private final Random random = new Random(SEED);

    /** Test case 16 of McGrew and Viega, The Galois/Counter Mode of Operation (2005), which SP 800-38D builds on. */
    @Test
    void doFinal_publishedVector_isReproduced() throws Exception {
        GcmRecordCipher cipher = new GcmRecordCipher(true, 32);
        cipher.setKey(hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), 0, 32);
        cipher.init(hex("cafebabefacedbaddecaf888"), TAG_BYTES);
        byte[] text = hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");

        byte[] sealed = run(cipher, hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"), text);

        assertThat(HexFormat.of().formatHex(sealed))
                .isEqualTo("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b");
    }

    @ParameterizedTest
    @CsvSource({"16, true", "16, false", "32, true", "32, false"})
    void doFinal_recordsOfEverySize_areThoseOfBctls(int keyBytes, boolean encrypting) throws Exception {
        RecordCrypto crypto = RecordCrypto.Source.of(Security.getProvider(FipsJca.PROVIDER), null)
                .create(FipsJca.keyRandom(), FipsJca.nonceRandom());
        byte[] key = bytes(keyBytes);
        TlsAEADCipherImpl ours = crypto.createAEADCipher(RecordCrypto.AES_GCM, "AES", keyBytes, encrypting);
        TlsAEADCipherImpl theirs = crypto.stock(RecordCrypto.AES_GCM, "AES", keyBytes, encrypting);
        TlsAEADCipherImpl sealer = crypto.stock(RecordCrypto.AES_GCM, "AES", keyBytes, true);
        for (TlsAEADCipherImpl cipher : new TlsAEADCipherImpl[] {ours, theirs, sealer}) {
            cipher.setKey(key, 0, keyBytes);
        }
        int[] sizes = random.ints(60, 0, LARGEST_RECORD + 1).toArray();
        int[] edges = {0, 1, 15, 16, 17, 255, 256, 257, 16 * 1024, LARGEST_RECORD};

        for (int size : concat(edges, sizes)) {
            byte[] nonce = bytes(12);
            byte[] aad = bytes(random.nextBoolean() ? 5 : 13);
            byte[] input = encrypting ? bytes(size) : run(ready(sealer, nonce), aad, bytes(size));
            byte[] expected = run(ready(theirs, nonce), aad, input);

            assertThat(inPlace(ready(ours, nonce), aad, input)).isEqualTo(expected);
        }
    }

    /** Every byte of the record, of its header and of its nonce counts. */
    @Test
    void doFinal_anyByteChanged_isBadRecordMacAndNothingIsReleased() throws Exception {
        byte[] key = bytes(32);
        byte[] nonce = bytes(12);
        byte[] aad = bytes(13);
        byte[] record = run(cipher(true, key, nonce), aad, bytes(200));
        GcmRecordCipher opener = cipher(false, key, nonce);

        for (int at = 0; at < record.length + aad.length + nonce.length; at++) {
            byte[] all = concat(record, aad, nonce);
            all[at] ^= (byte) (1 << random.nextInt(8));
            byte[] changed = Arrays.copyOfRange(all, 0, record.length);
            opener.init(Arrays.copyOfRange(all, record.length + aad.length, all.length), TAG_BYTES);
            byte[] header = Arrays.copyOfRange(all, record.length, record.length + aad.length);

            TlsFatalAlert alert = catchThrowableOfType(
                    TlsFatalAlert.class, () -> opener.doFinal(header, changed, 0, changed.length, changed, 0));

            assertThat(alert.getAlertDescription()).isEqualTo(AlertDescription.bad_record_mac);
            assertThat(changed).containsOnly(0);
        }
    }

    /** Over the input, behind it, before it, elsewhere; with room for the tag and without. */
    @ParameterizedTest
    @CsvSource({"5, 0, true", "5, 13, true", "40, 3, true", "0, 0, false"})
    void doFinal_outputAnywhere_isTheSame(int inputOffset, int outputOffset, boolean sameArray) throws Exception {
        byte[] key = bytes(32);
        byte[] nonce = bytes(12);
        byte[] text = bytes(5000);
        byte[] record = run(cipher(true, key, nonce), bytes(0), text);
        byte[] input = new byte[record.length + 64];
        System.arraycopy(record, 0, input, inputOffset, record.length);
        byte[] output = sameArray ? input : new byte[text.length];

        cipher(false, key, nonce).doFinal(new byte[0], input, inputOffset, record.length, output, outputOffset);

        assertThat(Arrays.copyOfRange(output, outputOffset, outputOffset + text.length))
                .isEqualTo(text);
    }

    @Test
    void init_nonceOfTheLastRecord_isRefused() throws Exception {
        byte[] nonce = bytes(12);
        GcmRecordCipher cipher = cipher(true, bytes(32), nonce);
        run(cipher, bytes(5), bytes(10));

        assertThatThrownBy(() -> cipher.init(nonce, TAG_BYTES)).isInstanceOf(TlsFatalAlert.class);
    }

    @Test
    void init_sameNonceAfterNewKey_isAccepted() throws Exception {
        byte[] nonce = bytes(12);
        GcmRecordCipher cipher = cipher(true, bytes(32), nonce);
        byte[] first = run(cipher, bytes(5), new byte[100]);

        cipher.setKey(bytes(32), 0, 32);
        cipher.init(nonce, TAG_BYTES);

        assertThat(run(cipher, bytes(5), new byte[100])).isNotEqualTo(first);
    }

    @Test
    void doFinal_twiceWithOneNonce_isRefused() throws Exception {
        GcmRecordCipher cipher = cipher(true, bytes(32), bytes(12));
        run(cipher, bytes(5), bytes(10));

        assertThatThrownBy(() -> run(cipher, bytes(5), bytes(10))).isInstanceOf(TlsFatalAlert.class);
    }

    @Test
    void doFinal_withoutKey_isRefused() throws Exception {
        GcmRecordCipher cipher = new GcmRecordCipher(true, 32);
        cipher.init(bytes(12), TAG_BYTES);

        assertThatThrownBy(() -> run(cipher, bytes(5), bytes(10))).isInstanceOf(TlsFatalAlert.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 24, 33})
    void setKey_ofAnotherLength_isRefused(int length) {
        GcmRecordCipher cipher = new GcmRecordCipher(true, 32);

        assertThatThrownBy(() -> cipher.setKey(new byte[64], 0, length)).isInstanceOf(TlsFatalAlert.class);
    }

    private GcmRecordCipher cipher(boolean encrypting, byte[] key, byte[] nonce) throws IOException {
        GcmRecordCipher cipher = new GcmRecordCipher(encrypting, key.length);
        cipher.setKey(key, 0, key.length);
        cipher.init(nonce, TAG_BYTES);
        return cipher;
    }

    private static TlsAEADCipherImpl ready(TlsAEADCipherImpl cipher, byte[] nonce) throws IOException {
        cipher.init(nonce, TAG_BYTES);
        return cipher;
    }

    private static byte[] run(TlsAEADCipherImpl cipher, byte[] aad, byte[] input) throws IOException {
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        assertThat(cipher.doFinal(aad, input, 0, input.length, output, 0)).isEqualTo(output.length);
        return output;
    }

    /** As bctls does it: inside a larger array, over the input. */
    private static byte[] inPlace(TlsAEADCipherImpl cipher, byte[] aad, byte[] input) throws IOException {
        int offset = 5;
        byte[] record = new byte[offset + input.length + TAG_BYTES];
        System.arraycopy(input, 0, record, offset, input.length);
        int length = cipher.doFinal(aad, record, offset, input.length, record, offset);
        return Arrays.copyOfRange(record, offset, offset + length);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static int[] concat(int[] some, int[] others) {
        int[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            int end = all.length;
            all = Arrays.copyOf(all, end + part.length);
            System.arraycopy(part, 0, all, end, part.length);
        }
        return all;
    }
}
