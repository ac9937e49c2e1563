package io.kafkafips.cli.keystore.foreign;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the other JVM told about one entry of a store.
 *
 * @param alias its name there
 * @param refusal why it cannot be handed over, {@code null} when it can
 * @param keyAlgorithm such as {@code EC}; empty for a trusted certificate
 * @param pkcs8 the private key; empty for a trusted certificate, and when keys were not asked for
 * @param certificates in DER, the leaf first
 */
@SuppressWarnings("ArrayRecordComponent") // a secret that is wiped; entries are never compared
public record ForeignEntry(
        String alias, @Nullable String refusal, String keyAlgorithm, byte[] pkcs8, List<byte[]> certificates) {
    public ForeignEntry {
        certificates = List.copyOf(certificates);
    }

    static ForeignEntry refused(String alias, String refusal) {
        return new ForeignEntry(alias, refusal, "", new byte[0], List.of());
    }

    /** Whether it is a private key with its chain. */
    public boolean isKey() {
        return !keyAlgorithm.isEmpty();
    }

    /** Overwrites the private key. */
    public void wipe() {
        Arrays.fill(pkcs8, (byte) 0);
    }
}
