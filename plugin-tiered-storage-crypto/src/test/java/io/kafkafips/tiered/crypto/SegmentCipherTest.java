package io.kafkafips.tiered.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.format.ContainerFormat;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentCipherTest {
    private static final byte[] BINDING = new byte[32];
    private static final byte[] PLAIN =
            "a chunk of forty bytes, give or take two".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private SecretKey key;
    private SegmentCipher cipher;
    private byte[] frame;

    @BeforeEach
    void start() throws Exception {
        key = TieredJca.dekGenerator().generateKey();
        cipher = new SegmentCipher(key, BINDING);
        frame = new byte[PLAIN.length + 28];
    }

    @Test
    void seal_ofAChunk_isWhatTheModuleMakesOfItDirectly() throws Exception {
        cipher.seal(5, true, PLAIN, PLAIN.length, frame);

        Cipher direct = Cipher.getInstance("AES/GCM/NoPadding", "BCFIPS");
        direct.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, frame, 0, 12));
        direct.updateAAD(ContainerFormat.aad(BINDING, 5, true));
        assertThat(direct.doFinal(frame, 12, frame.length - 12)).isEqualTo(PLAIN);
    }

    @Test
    void seal_manyTimes_neverRepeatsAnIv() throws Exception {
        Set<ByteBuffer> ivs = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            cipher.seal(0, false, PLAIN, PLAIN.length, frame);
            ivs.add(ByteBuffer.wrap(Arrays.copyOf(frame, 12)));
        }

        assertThat(ivs).hasSize(1000);
    }

    @Test
    void sealAgain_ofTheSameChunk_isTheSameFrame() throws Exception {
        cipher.seal(1, false, PLAIN, PLAIN.length, frame);
        byte[] again = new byte[frame.length];

        cipher.sealAgain(1, false, PLAIN, PLAIN.length, again, Arrays.copyOf(frame, 12));

        assertThat(again).isEqualTo(frame);
    }

    @Test
    void open_ofAFrame_isTheChunk() throws Exception {
        cipher.seal(1, false, PLAIN, PLAIN.length, frame);
        byte[] opened = new byte[PLAIN.length];

        cipher.open(1, false, frame, frame.length, opened);

        assertThat(opened).isEqualTo(PLAIN);
    }

    @Test
    void open_atAnotherPlace_isRefused() throws Exception {
        cipher.seal(1, false, PLAIN, PLAIN.length, frame);
        byte[] opened = new byte[PLAIN.length];

        assertThatExceptionOfType(AEADBadTagException.class)
                .isThrownBy(() -> cipher.open(2, false, frame, frame.length, opened));
        assertThatExceptionOfType(AEADBadTagException.class)
                .isThrownBy(() -> cipher.open(1, true, frame, frame.length, opened));
    }

    @Test
    void open_withAWrongTag_leavesNothingInTheBuffer() throws Exception {
        cipher.seal(1, false, PLAIN, PLAIN.length, frame);
        frame[frame.length - 1] ^= 1;
        byte[] opened = new byte[PLAIN.length];

        assertThatThrownBy(() -> cipher.open(1, false, frame, frame.length, opened))
                .isInstanceOf(AEADBadTagException.class);

        assertThat(opened).containsOnly(0);
    }

    @Test
    void open_afterARefusal_worksAgain() throws Exception {
        cipher.seal(1, false, PLAIN, PLAIN.length, frame);
        byte[] opened = new byte[PLAIN.length];
        assertThatThrownBy(() -> cipher.open(9, false, frame, frame.length, opened))
                .isInstanceOf(AEADBadTagException.class);

        cipher.open(1, false, frame, frame.length, opened);

        assertThat(opened).isEqualTo(PLAIN);
    }

    @Test
    void converted_ofAnErrorOfTheModule_isChecked() {
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> ModuleErrors.converted(() -> {
                    throw new AssertionError("not approved");
                }))
                .withMessageContaining("not approved");
    }
}
