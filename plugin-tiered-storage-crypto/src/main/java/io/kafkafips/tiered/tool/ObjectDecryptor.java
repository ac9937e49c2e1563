package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.crypto.DecryptingInputStream;
import io.kafkafips.tiered.crypto.DecryptingInputStream.Range;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.SegmentIntegrityException;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ContainerLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Decrypts single objects. No byte leaves before the tag of its chunk has been checked, and none to a place where it could be taken
 * for the whole before all tags have been.
 */
public final class ObjectDecryptor {
    private static final int BUFFER_BYTES = 1 << 16;

    private final KeySource keys;
    private final LongConsumer progress;

    /** @param progress takes bytes of plaintext as they are done */
    public ObjectDecryptor(KeySource keys, LongConsumer progress) {
        this.keys = keys;
        this.progress = progress;
    }

    /**
     * To a file, which appears when it is whole, readable for its owner alone.
     *
     * @throws FileAlreadyExistsException when there is one and it is not to be replaced
     * @throws RefusedObjectException when the object is not what was stored; then there is no file
     */
    public long toFile(StoredObject object, Path target, boolean overwrite) throws IOException, RefusedObjectException {
        if (!overwrite && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file is in a folder");
        try (SecretFile file = SecretFile.in(folder)) {
            ContainerHeader header = decrypt(object, file.output());
            file.commit(target, overwrite);
            return header.plaintextBytes();
        }
    }

    /**
     * To a stream, which gets nothing unless the whole object is what was stored: it is verified first and read again then, each
     * chunk being checked a second time.
     */
    public long toStream(StoredObject object, OutputStream target) throws IOException, RefusedObjectException {
        new ObjectVerifier(keys, done -> {}).verify(object);
        return decrypt(object, target).plaintextBytes();
    }

    /** Chunk by chunk, as their tags are checked: for targets that nobody sees before the end. */
    ContainerHeader decrypt(StoredObject object, OutputStream target) throws IOException, RefusedObjectException {
        try (OpenedObject opened = OpenedObject.open(object, keys);
                InputStream plaintext = plaintext(opened)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = plaintext.read(buffer); count >= 0; count = plaintext.read(buffer)) {
                target.write(buffer, 0, count);
                progress.accept(count);
            }
            target.flush();
            return opened.header();
        } catch (SegmentIntegrityException e) {
            throw new RefusedObjectException(Fault.ALTERED, String.valueOf(e.getMessage()), e);
        }
    }

    private static InputStream plaintext(OpenedObject opened) {
        ContainerLayout layout = opened.header().layout();
        try {
            return new DecryptingInputStream(
                    opened.frames(),
                    layout,
                    opened.key(),
                    new Range(0, layout.plaintextBytes() - 1),
                    new SegmentCounters(),
                    "the object",
                    () -> {});
        } catch (GeneralSecurityException e) {
            throw OpenedObject.moduleFailure(e);
        }
    }
}
