package io.kafkafips.tiered.view;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The spool files of one upload, in a folder of their own: ciphertext, deleted when this is closed. Not thread-safe. */
public final class SpooledUpload implements Closeable {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;
    private final OwnFiles files;

    SpooledUpload(Path folder, OwnFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Writes a view's container to a file.
     *
     * @param fileName one that no other file of this upload has
     */
    public Path write(CiphertextView view, String fileName) throws IOException {
        Path file = folder.resolve(fileName);
        try (FileChannel target = files.open(file, NEW)) {
            view.writeTo(target);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        OwnFiles.deleteTree(folder);
    }
}
