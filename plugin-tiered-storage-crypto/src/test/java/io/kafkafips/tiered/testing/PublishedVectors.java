package io.kafkafips.tiered.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Published test vectors: the files under {@code vectors}, whose first lines say where they come from. */
public final class PublishedVectors {
    private PublishedVectors() {}

    /** An authenticated encryption, or one that must be refused. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Aead(
            String name,
            boolean valid,
            byte[] key,
            byte[] iv,
            byte[] aad,
            byte[] plain,
            byte[] ciphertext,
            byte[] tag) {
        /** As it stands in a container: IV, ciphertext, tag. */
        public byte[] frame() {
            return concatenated(iv, ciphertext, tag);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A wrapped key, or one that must be refused. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Wrap(String name, boolean valid, byte[] kek, byte[] plain, byte[] wrapped) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Aead> aead(String file) {
        return lines(file).stream()
                .map(columns -> new Aead(
                        name(file, columns[0], columns[8]),
                        isValid(columns[1]),
                        hex(columns[2]),
                        hex(columns[3]),
                        hex(columns[4]),
                        hex(columns[5]),
                        hex(columns[6]),
                        hex(columns[7])))
                .toList();
    }

    public static List<Wrap> wraps(String file) {
        return lines(file).stream()
                .map(columns -> new Wrap(
                        name(file, columns[0], columns[5]),
                        isValid(columns[1]),
                        hex(columns[2]),
                        hex(columns[3]),
                        hex(columns[4])))
                .toList();
    }

    private static List<String[]> lines(String file) {
        try (InputStream in = PublishedVectors.class.getResourceAsStream("/vectors/" + file)) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String file, String number, String comment) {
        return file + " " + number + (comment.isEmpty() ? "" : ": " + comment);
    }

    /** Wycheproof's third verdict, {@code acceptable}, is of weak parameters, not of wrong ones. */
    private static boolean isValid(String verdict) {
        return !verdict.equals("invalid");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] concatenated(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
