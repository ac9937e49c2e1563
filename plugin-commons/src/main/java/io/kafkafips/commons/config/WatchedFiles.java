package io.kafkafips.commons.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one load of a {@link LastGood}: reading a file through this makes it one that is watched. What has settled is served as
 * it was when it did. For one load, on one thread.
 */
public final class WatchedFiles {
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /** By file; empty where there is none. */
    private final Map<Path, Optional<ByteBuffer>> contents = new HashMap<>();

    private final Map<Path, Optional<ByteBuffer>> settled;

    WatchedFiles(Map<Path, Optional<ByteBuffer>> settled) {
        this.settled = settled;
    }

    /**
     * The content of a file.
     *
     * @throws IOException when it cannot be read, or has more than 16 MiB
     */
    public byte[] read(Path file) throws IOException {
        Optional<ByteBuffer> content = settled.containsKey(file) ? settled.get(file) : content(file);
        contents.put(file, content);
        if (content.isEmpty()) {
            throw new NoSuchFileException(file.toString());
        }
        return content.get().array().clone();
    }

    Map<Path, Optional<ByteBuffer>> contents() {
        return Map.copyOf(contents);
    }

    static Map<Path, Optional<ByteBuffer>> contents(Iterable<Path> files) throws IOException {
        Map<Path, Optional<ByteBuffer>> contents = new HashMap<>();
        for (Path file : files) {
            contents.put(file, content(file));
        }
        return contents;
    }

    private static Optional<ByteBuffer> content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
            }
            return Optional.of(ByteBuffer.wrap(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
