package io.kafkafips.tiered.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A data encryption key under the key that {@link #keyRef()} names, as it stands in a header. Immutable. */
public final class WrappedKey {
    static final int LONGEST_KEY_REF_BYTES = 255;
    static final int LONGEST_BLOB_BYTES = 640;

    private final WrapAlgorithm algorithm;
    private final String keyRef;
    private final byte[] blob;

    /**
     * @param keyRef names the wrapping key, such as its alias; 1 to 255 bytes in UTF-8
     * @param blob the wrapped key, 1 to 640 bytes
     * @throws IllegalArgumentException when one of them does not fit into a header
     */
    public WrappedKey(WrapAlgorithm algorithm, String keyRef, byte[] blob) {
        int keyRefBytes = keyRef.getBytes(StandardCharsets.UTF_8).length;
        if (keyRefBytes == 0 || keyRefBytes > LONGEST_KEY_REF_BYTES) {
            throw new IllegalArgumentException("A key reference has 1 to " + LONGEST_KEY_REF_BYTES
                    + " bytes in UTF-8, this one has " + keyRefBytes);
        }
        if (blob.length == 0 || blob.length > LONGEST_BLOB_BYTES) {
            throw new IllegalArgumentException(
                    "A wrapped key has 1 to " + LONGEST_BLOB_BYTES + " bytes, this one has " + blob.length);
        }
        this.algorithm = algorithm;
        this.keyRef = keyRef;
        this.blob = blob.clone();
    }

    public WrapAlgorithm algorithm() {
        return algorithm;
    }

    public String keyRef() {
        return keyRef;
    }

    /** A copy. */
    public byte[] blob() {
        return blob.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WrappedKey that
                && algorithm == that.algorithm
                && keyRef.equals(that.keyRef)
                && Arrays.equals(blob, that.blob);
    }

    @Override
    public int hashCode() {
        return Objects.hash(algorithm, keyRef, Arrays.hashCode(blob));
    }

    @Override
    public String toString() {
        return algorithm + " under " + keyRef;
    }
}
