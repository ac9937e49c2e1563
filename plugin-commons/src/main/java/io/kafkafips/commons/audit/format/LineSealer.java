package io.kafkafips.commons.audit.format;

import io.kafkafips.commons.fips.FipsJca;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** Makes and checks the seals of the lines of one file, as {@link SealedLine} has them. Not thread-safe. */
public final class LineSealer {
    private static final String ZEROS = "0".repeat(19);

    private final MessageDigest digest;
    private final @Nullable Mac mac;

    /** With the key of the file, {@code null} for a trail without one. */
    public LineSealer(@Nullable TrailKey key) throws GeneralSecurityException {
        this.digest = FipsJca.sha256();
        this.mac = key == null ? null : key.mac();
    }

    /** A sequence number as it is written: of one length, so that text sorts as numbers do. */
    public static String sequence(long number) {
        String digits = Long.toString(number);
        return ZEROS.substring(Math.min(ZEROS.length(), digits.length())) + digits;
    }

    /**
     * The finished line, without LF.
     *
     * @param object a JSON object in ASCII
     * @param prev hash of the line before
     */
    public byte[] seal(String object, String prev) {
        String sealed = object.substring(0, object.length() - 1) + SealedLine.prevMember(prev);
        return (sealed + (mac == null ? "" : SealedLine.macMember(hex(mac, sealed))) + '}')
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(Mac mac, String sealed) {
        return HexFormat.of().formatHex(mac.doFinal(sealed.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What {@code prev} of the next line is. */
    public String hash(byte[] line) {
        return HexFormat.of().formatHex(digest.digest(line));
    }

    /** Whether the MAC of the line is right; false without a key or a MAC. */
    public boolean verify(SealedLine line) {
        return mac != null
                && !line.mac().isEmpty()
                && MessageDigest.isEqual(
                        mac.doFinal(line.sealed().getBytes(StandardCharsets.US_ASCII)),
                        HexFormat.of().parseHex(line.mac()));
    }
}
