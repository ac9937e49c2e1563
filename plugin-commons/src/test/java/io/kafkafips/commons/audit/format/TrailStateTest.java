package io.kafkafips.commons.audit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.audit.format.TrailState.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrailStateTest {
    private static final TrailState STATE = new TrailState(
            "broker-1", "0f".repeat(16), 7, "ab".repeat(32), new Checkpoint(4711, 123_456, "cd".repeat(32)));

    @Test
    void parse_whatWasPrinted_isTheSame() throws Exception {
        TrailState keyless = new TrailState("tls-7", "00".repeat(16), 1, "", new Checkpoint(0, 1, "cd".repeat(32)));

        assertThat(TrailState.parse(STATE.print())).isEqualTo(STATE);
        assertThat(TrailState.parse(keyless.print())).isEqualTo(keyless);
    }

    @Test
    void toString_always_hidesTheKey() {
        assertThat(STATE.toString()).doesNotContain("abab").contains("broker-1", "4711");
    }

    /** One bit, one byte, one piece: nothing but the file as it was written is read. */
    @Test
    void parse_damagedAtRandom_isMalformed() throws Exception {
        byte[] whole = STATE.print().getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            int length = random.nextBoolean() ? damaged.length : random.nextInt(damaged.length);
            String text = new String(damaged, 0, length, StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> TrailState.parse(text)).isInstanceOf(MalformedTrailException.class);
        }
        assertThatThrownBy(() -> TrailState.parse("x".repeat(100_000))).isInstanceOf(MalformedTrailException.class);
    }
}
