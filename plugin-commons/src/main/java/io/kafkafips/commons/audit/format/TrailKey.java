package io.kafkafips.commons.audit.format;

import io.kafkafips.commons.fips.FipsJca;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The HMAC-SHA-256 key of one file of a trail, and the way to that of the next file:
 *
 * <pre>{@code
 * k(1)   = HMAC-SHA-256(k0, "kafkafips.audit.v1" 00 source 00 trail)
 * k(i+1) = HMAC-SHA-256(k(i), "ratchet")
 * }</pre>
 *
 * <p>Nothing leads from a key back to the one before it (the forward security of Bellare and Yee, "Forward integrity for secure audit
 * logs", 1997). Source and trail are in the derivation, so that one k0 may serve many nodes and no line of one passes for another's.
 * Not thread-safe.
 */
public final class TrailKey {
    /** Bytes of a key. */
    public static final int BYTES = 32;

    private static final byte[] RATCHET = "ratchet".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    private TrailKey(byte[] key) {
        this.key = key;
    }

    /** A key as it is kept in the state file; the bytes are copied. */
    public static TrailKey of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("An audit key has " + BYTES + " bytes");
        }
        return new TrailKey(key.clone());
    }

    /** The key of file 1 of a trail. */
    public static TrailKey first(byte[] initial, String source, String trail) throws GeneralSecurityException {
        String context = "kafkafips.audit.v1\0" + source + "\0" + trail;
        TrailKey zeroth = of(initial);
        try {
            return new TrailKey(zeroth.mac().doFinal(context.getBytes(StandardCharsets.US_ASCII)));
        } finally {
            zeroth.wipe();
        }
    }

    /** The key of the next file; this one stays as it is until {@link #wipe}. */
    public TrailKey next() throws GeneralSecurityException {
        return new TrailKey(mac().doFinal(RATCHET));
    }

    /** The key that many files further on. */
    public TrailKey ahead(int files) throws GeneralSecurityException {
        TrailKey current = this;
        for (int i = 0; i < files; i++) {
            current = current.next();
        }
        return current;
    }

    /** A MAC under this key, to be used again for each line. */
    public Mac mac() throws GeneralSecurityException {
        Mac mac = FipsJca.hmacSha256();
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac;
    }

    /** Lower-case hexadecimal, for the state file. */
    public String hex() {
        return HexFormat.of().formatHex(key);
    }

    /** Overwrites it in memory; what the provider copied is beyond reach. */
    public void wipe() {
        Arrays.fill(key, (byte) 0);
    }
}
