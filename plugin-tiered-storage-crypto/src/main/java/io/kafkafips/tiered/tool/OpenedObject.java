package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.crypto.ObjectKey;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.MalformedContainerException;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.key.DataKey;
import io.kafkafips.tiered.key.KeyDeniedException;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.KeyShreddedException;
import io.kafkafips.tiered.key.UnknownKeyException;
import io.kafkafips.tiered.key.WrappedKeyRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;

/**
 * A stored object whose header, size and wrapped key are in order, at its first frame. Nothing of it is authenticated before its frames
 * are. Closing it destroys its key. Not thread-safe.
 *
 * @param frames at the first frame
 */
record OpenedObject(StoredObject object, ContainerHeader header, DataKey dek, ObjectKey key, InputStream frames)
        implements AutoCloseable {

    /**
     * Opens an object.
     *
     * @throws RefusedObjectException when it cannot be what was stored, or when there is no key
     */
    static OpenedObject open(StoredObject object, KeySource keys) throws IOException, RefusedObjectException {
        InputStream in = Files.newInputStream(object.file());
        try {
            ContainerHeader header = readHeader(in);
            return open(object, identityOf(object), header, keys, in);
        } catch (IOException | RefusedObjectException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static OpenedObject open(
            StoredObject object, SegmentIdentity identity, ContainerHeader header, KeySource keys, InputStream in)
            throws IOException, RefusedObjectException {
        requireFit(object, header);
        DataKey dek = unwrap(header, identity, keys);
        try {
            ObjectKey key = ObjectKey.bind(dek, header.type(), header.layout(), header.objectId(), identity);
            return new OpenedObject(object, header, dek, key, in);
        } catch (GeneralSecurityException e) {
            dek.destroy();
            throw moduleFailure(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            frames.close();
        } finally {
            dek.destroy();
        }
    }

    /** Of a failure of the FIPS module that says nothing about the object. */
    static IllegalStateException moduleFailure(GeneralSecurityException cause) {
        return new IllegalStateException("The FIPS module does not do what it did at the start", cause);
    }

    private static ContainerHeader readHeader(InputStream in) throws IOException, RefusedObjectException {
        try {
            return StoredObject.readHeader(in);
        } catch (MalformedContainerException e) {
            throw new RefusedObjectException(Fault.MALFORMED, String.valueOf(e.getMessage()), e);
        }
    }

    private static SegmentIdentity identityOf(StoredObject object) throws RefusedObjectException {
        SegmentIdentity identity = object.identity();
        if (identity == null) {
            throw new RefusedObjectException(
                    Fault.NO_IDENTITY,
                    "its path does not say which segment it belongs to: it is not to be opened without that");
        }
        return identity;
    }

    private static void requireFit(StoredObject object, ContainerHeader header)
            throws IOException, RefusedObjectException {
        if (object.type() != null && object.type() != header.type()) {
            throw new RefusedObjectException(
                    Fault.WRONG_IDENTITY, "it is " + header.type() + " in the place of " + object.type());
        }
        SizeFault wrong = SizeFault.of(header.layout(), Files.size(object.file()));
        if (wrong != null) {
            throw new RefusedObjectException(wrong.fault(), wrong.explanation());
        }
    }

    private static DataKey unwrap(ContainerHeader header, SegmentIdentity identity, KeySource keys)
            throws RefusedObjectException {
        try {
            return keys.unwrap(header.wrappedKey(), identity);
        } catch (KeyServiceException e) {
            throw new RefusedObjectException(faultOf(e), String.valueOf(e.getMessage()), e);
        }
    }

    private static Fault faultOf(KeyServiceException failure) {
        if (failure instanceof WrappedKeyRefusedException) {
            return Fault.WRAPPED_KEY;
        }
        if (failure instanceof UnknownKeyException) {
            return Fault.UNKNOWN_KEY;
        }
        if (failure instanceof KeyShreddedException) {
            return Fault.SHREDDED_KEY;
        }
        return failure instanceof KeyDeniedException ? Fault.KEY_DENIED : Fault.KEY_UNAVAILABLE;
    }
}
