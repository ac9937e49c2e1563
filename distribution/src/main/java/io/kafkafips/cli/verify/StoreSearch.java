package io.kafkafips.cli.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for plaintext in the objects of a folder. Immutable. */
record StoreSearch(Path folder) {
    /**
     * What was found.
     *
     * @param objects how many files were read
     * @param bytes their sizes in all
     * @param holding the files that have the text
     */
    record Found(int objects, long bytes, List<String> holding) {
        Found {
            holding = List.copyOf(holding);
        }
    }

    /** Reads every file that was changed after an instant. */
    Found search(byte[] text, Instant after) throws IOException {
        int objects = 0;
        long bytes = 0;
        List<String> holding = new ArrayList<>();
        for (Path file : files()) {
            try {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(after)) {
                    objects++;
                    bytes += Files.size(file);
                    if (holds(file, text)) {
                        holding.add(file.toString());
                    }
                }
            } catch (NoSuchFileException e) {
                // taken away by retention in the meantime
            }
        }
        return new Found(objects, bytes, holding);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Knuth, Morris, Pratt: one byte at a time, none of them twice. */
    private static boolean holds(Path file, byte[] text) throws IOException {
        int[] fallback = fallback(text);
        int matched = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                while (matched > 0 && text[matched] != (byte) octet) {
                    matched = fallback[matched - 1];
                }
                if (text[matched] == (byte) octet) {
                    matched++;
                }
                if (matched == text.length) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[] fallback(byte[] text) {
        int[] fallback = new int[text.length];
        int matched = 0;
        for (int i = 1; i < text.length; i++) {
            while (matched > 0 && text[i] != text[matched]) {
                matched = fallback[matched - 1];
            }
            if (text[i] == text[matched]) {
                matched++;
            }
            fallback[i] = matched;
        }
        return fallback;
    }
}
