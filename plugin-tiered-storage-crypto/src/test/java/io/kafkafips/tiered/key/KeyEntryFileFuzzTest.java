package io.kafkafips.tiered.key;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.time.Instant;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** A file of the key registry: whatever the bytes, they are an entry that is written and read again as it was, or a YamlException. */
class KeyEntryFileFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void decode_anyBytes_isAnEntryOrRefused(byte[] bytes) throws YamlException {
        KeyEntry entry;
        try {
            entry = KeyEntryFile.decode("fuzz", bytes);
        } catch (YamlException e) {
            return;
        }
        if (!KeyEntryFile.decode("fuzz", KeyEntryFile.encode(entry)).equals(entry)) {
            throw new AssertionError("Written otherwise than read: " + entry);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void decodeRoot_anyBytes_isANameOrRefused(byte[] bytes) throws YamlException {
        String root;
        try {
            root = KeyEntryFile.decodeRoot("fuzz", bytes);
        } catch (YamlException e) {
            return;
        }
        if (!KeyEntryFile.decodeRoot("fuzz", KeyEntryFile.encodeRoot(root)).equals(root)) {
            throw new AssertionError("Written otherwise than read: " + root);
        }
    }

    @Test
    void decode_ofEntriesRandomlyChanged_isAnEntryOrRefused() throws YamlException {
        Random random = new Random(11);
        WrappedKey wrapped = new WrappedKey(WrapAlgorithm.AES_KWP, "root-2026", new byte[40]);
        KeyEntry entry = new KeyEntry(
                new KeyRef("orders", 3, "8f1c2a90b4d7e650"),
                Instant.parse("2026-11-23T07:00:00Z"),
                new KeyTopic(new Uuid(1, 2), "orders-emea"),
                new KeyEntry.Active(wrapped));
        byte[] genuine = KeyEntryFile.encode(entry);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = genuine.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            decode_anyBytes_isAnEntryOrRefused(bytes);
        }
        decode_anyBytes_isAnEntryOrRefused(genuine);
    }
}
