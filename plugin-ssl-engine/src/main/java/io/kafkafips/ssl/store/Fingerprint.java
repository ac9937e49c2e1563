package io.kafkafips.ssl.store;

import io.kafkafips.commons.fips.FipsJca;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.types.Password;

/**
 * An HMAC-SHA-256 over settings, secrets and file contents, under a key that lives in this JVM only: equal inputs can be told from
 * different ones, and nothing can be learnt about a password from it. Every part goes in with its length, so that no two lists of
 * parts collide. For one thread.
 */
public final class Fingerprint {
    private final Mac mac;

    /**
     * A new one.
     *
     * @param key at least 14 bytes
     */
    public Fingerprint(byte[] key) throws GeneralSecurityException {
        this.mac = FipsJca.hmacSha256();
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
    }

    public Fingerprint add(byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
        return this;
    }

    public Fingerprint add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    public Fingerprint add(List<String> parts) {
        add(String.valueOf(parts.size()));
        parts.forEach(this::add);
        return this;
    }

    public Fingerprint add(Password secret) {
        return add(secret.value());
    }

    /** The MAC in hexadecimal; starts afresh. */
    public String value() {
        return HexFormat.of().formatHex(mac.doFinal());
    }
}
