package io.kafkafips.tiered.key;

import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * A key in the clear, of a segment or of a topic: 256 bits for AES. {@link #destroy()} overwrites them; what the module copied for itself
 * lives until the garbage collector frees it. Thread-safe.
 */
public final class DataKey implements SecretKey {
    private static final int BYTES = 32;

    private final transient Object lock = new Object();
    private final transient byte[] material;
    private transient boolean destroyed;

    /** Takes {@code material} over: the caller must not keep it. */
    public DataKey(byte[] material) {
        if (material.length != BYTES) {
            Arrays.fill(material, (byte) 0);
            throw new IllegalArgumentException("A data encryption key has " + BYTES + " bytes");
        }
        this.material = material;
    }

    /** A key of its own with the same bits; empty when this one is destroyed. */
    public Optional<DataKey> copy() {
        synchronized (lock) {
            return destroyed ? Optional.empty() : Optional.of(new DataKey(material.clone()));
        }
    }

    @Override
    public void destroy() {
        synchronized (lock) {
            Arrays.fill(material, (byte) 0);
            destroyed = true;
        }
    }

    @Override
    public boolean isDestroyed() {
        synchronized (lock) {
            return destroyed;
        }
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        synchronized (lock) {
            if (destroyed) {
                throw new IllegalStateException("The key is destroyed");
            }
            return material.clone();
        }
    }

    @Override
    public String toString() {
        return "DataKey[hidden]";
    }

    private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
        throw new NotSerializableException("A data encryption key never leaves the JVM in the clear");
    }

    private void readObject(ObjectInputStream stream) throws NotSerializableException {
        throw new NotSerializableException("A data encryption key never enters the JVM in the clear");
    }
}
