package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A store file, read once: what is fingerprinted is what is parsed, even if the file is replaced meanwhile. Immutable. */
public final class StoreFile {
    private static final long LARGEST_BYTES = 16L * 1024 * 1024;
    private static final int JKS_MAGIC = 0xFEEDFEED;
    private static final int JCEKS_MAGIC = 0xCECECECE;
    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_LONG_FORM = 0x80;

    private final Origin origin;
    private final byte[] content;

    private StoreFile(Origin origin, byte[] content) {
        this.origin = origin;
        this.content = content;
    }

    /**
     * Reads a file.
     *
     * @param setting which setting or option named it
     * @throws org.apache.kafka.common.config.ConfigException when it cannot be read, or is larger than any store
     */
    public static StoreFile read(String setting, String location) {
        Origin origin = new Origin(setting, location);
        try {
            Path path = Path.of(location);
            if (!Files.exists(path)) {
                throw origin.refused("a file that exists", setting + "=<path of the store>");
            }
            if (!Files.isRegularFile(path)) {
                throw origin.refused("a file, not a folder", setting + "=<path of the store>");
            }
            if (!Files.isReadable(path)) {
                throw origin.refused(
                        "a file that the user of this process can read", "chown or chmod the file for that user");
            }
            if (Files.size(path) > LARGEST_BYTES) {
                throw origin.refused(
                        "a store of at most " + LARGEST_BYTES + " bytes", setting + "=<path of the store>");
            }
            return new StoreFile(origin, Files.readAllBytes(path));
        } catch (IOException | InvalidPathException e) {
            throw Refusal.setting(setting, location, "a readable file", setting + "=<path of the store>", e);
        }
    }

    /** The setting that names the file. */
    Origin origin() {
        return origin;
    }

    /** Its bytes, not to be changed. */
    public byte[] content() {
        return content;
    }

    /** Its bytes as text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Whether it is PEM text. */
    public boolean isPem() {
        return text().contains(PemReader.BEGIN);
    }

    /** The kind of store that the content shows where the module cannot read it: JKS, JCEKS or PKCS12; empty for any other. */
    public String foreignType() {
        int magic =
                content.length < Integer.BYTES ? 0 : ByteBuffer.wrap(content).getInt();
        if (magic == JKS_MAGIC) {
            return "JKS";
        }
        if (magic == JCEKS_MAGIC) {
            return "JCEKS";
        }
        return isPkcs12() ? "PKCS12" : "";
    }

    /** PFX ::= SEQUENCE { version INTEGER (3), ... } (RFC 7292); a BCFKS store begins with two sequences. */
    private boolean isPkcs12() {
        if (content.length < 8 || content[0] != DER_SEQUENCE) {
            return false;
        }
        int lengthBytes = (content[1] & DER_LONG_FORM) == 0 ? 0 : content[1] & 0x7F;
        int version = 2 + lengthBytes;
        return version + 2 < content.length
                && content[version] == 2
                && content[version + 1] == 1
                && content[version + 2] == 3;
    }
}
