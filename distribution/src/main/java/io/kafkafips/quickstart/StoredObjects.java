package io.kafkafips.quickstart;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The objects in tiered storage, looked at as a thief would: as bytes in a folder. */
final class StoredObjects {
    private static final int TYPE_OFFSET = 6;
    private static final int LOG = 0;
    private static final int SHOWN_BYTES = 24;

    private final Path folder;

    StoredObjects(Path folder) {
        this.folder = folder;
    }

    List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The largest object that holds a log segment. */
    Path largestLog() throws Exception {
        return all().stream()
                .filter(StoredObjects::isLog)
                .max(Comparator.comparingLong(StoredObjects::size))
                .orElseThrow(() -> new StepFailed("No log segment in " + folder));
    }

    private static boolean isLog(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return bytes.length > TYPE_OFFSET && bytes[TYPE_OFFSET] == LOG && size(file) > SHOWN_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    static long size(Path file) {
        return file.toFile().length();
    }

    /** First bytes of an object. */
    static String hex(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return HexFormat.ofDelimiter(" ").formatHex(in.readNBytes(SHOWN_BYTES));
        }
    }

    /** How many objects hold a text in the clear. */
    long holding(String text) throws IOException {
        long count = 0;
        for (Path file : all()) {
            if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                count++;
            }
        }
        return count;
    }

    /** Flips the lowest bit of the byte in the middle; a second call puts it back. */
    static long flipOneBit(Path file) throws IOException {
        try (RandomAccessFile object = new RandomAccessFile(file.toFile(), "rw")) {
            long position = object.length() / 2;
            object.seek(position);
            int value = object.readUnsignedByte();
            object.seek(position);
            object.writeByte(value ^ 1);
            return position;
        }
    }
}
