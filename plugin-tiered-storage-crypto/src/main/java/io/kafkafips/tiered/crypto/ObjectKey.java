package io.kafkafips.tiered.crypto;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.ContainerLayout;
import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import org.apache.kafka.common.Uuid;

/** A segment's data encryption key, bound to one object of it. Thread-safe as long as the key is not destroyed. */
public final class ObjectKey {
    private final SecretKey dek;
    private final byte[] binding;

    private ObjectKey(SecretKey dek, byte[] binding) {
        this.dek = dek;
        this.binding = binding;
    }

    /** Binds {@code dek}, which stays the caller's to destroy. */
    public static ObjectKey bind(
            SecretKey dek, ObjectType type, ContainerLayout layout, Uuid objectId, SegmentIdentity identity)
            throws GeneralSecurityException {
        byte[] input = ContainerFormat.bindingInput(type, layout, objectId, identity);
        byte[] binding = ModuleErrors.converted(() -> FipsJca.sha256().digest(input));
        return new ObjectKey(dek, binding);
    }

    /** A new cipher over the object's frames. */
    public SegmentCipher cipher() throws GeneralSecurityException {
        return new SegmentCipher(dek, binding);
    }
}
