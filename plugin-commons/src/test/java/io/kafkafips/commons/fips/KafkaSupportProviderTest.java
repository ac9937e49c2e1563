package io.kafkafips.commons.fips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.apache.kafka.storage.internals.log.SkimpyOffsetMap;
import org.junit.jupiter.api.Test;

class KafkaSupportProviderTest {
    private static final byte[] KEY = "a record's key".getBytes(StandardCharsets.UTF_8);

    @Test
    void cleanerDigest_askedByTheLogCleaner_isSha256CutTo16Bytes() throws Exception {
        MessageDigest digest = SkimpyOffsetMap.digest();

        byte[] hash = digest.digest(KEY);

        assertThat(hash).isEqualTo(Arrays.copyOf(FipsJca.sha256().digest(KEY), 16));
        assertThat(digest.getDigestLength()).isEqualTo(16);
    }

    @Test
    void cleanerDigest_usedAgain_startsAfresh() throws Exception {
        MessageDigest digest = SkimpyOffsetMap.digest();
        byte[] first = digest.digest(KEY);
        digest.update((byte) 1);
        digest.reset();
        for (byte b : KEY) {
            digest.update(b);
        }

        assertThat(digest.digest()).isEqualTo(first);
    }

    @Test
    void cleanerDigest_askedByAnyoneElse_doesNotExist() {
        assertThatThrownBy(() -> MessageDigest.getInstance("MD5"))
                .isInstanceOf(NoSuchAlgorithmException.class)
                .hasMessageContaining("MD5");
    }

    @Test
    void kernelEntropy_askedTwice_givesDifferentBytes() throws Exception {
        SecureRandom kernel = SecureRandom.getInstance("KERNEL", KafkaSupportProvider.NAME);
        kernel.setSeed(new byte[] {1});
        byte[] first = new byte[64];
        kernel.nextBytes(first);

        assertThat(kernel.generateSeed(64)).isNotEqualTo(first).isNotEqualTo(new byte[64]);
        assertThat(first).isNotEqualTo(new byte[64]);
    }
}
