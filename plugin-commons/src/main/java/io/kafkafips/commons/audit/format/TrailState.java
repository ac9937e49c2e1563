package io.kafkafips.commons.audit.format;

import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the state file of a trail holds, so that a restart goes on where the last run stopped:
 *
 * <pre>{@code
 * kafkafips-audit-state 1
 * source=<source>
 * trail=<32 hexadecimal digits, made at random when the trail began>
 * file=<number of the file that is being written>
 * next-key=<key of the file after it, 64 hexadecimal digits; or none>
 * checkpoint-sequence=<number of the last line that is known to be on disk>
 * checkpoint-offset=<bytes of the file up to the end of that line>
 * checkpoint-sha256=<hash of that line>
 * sha256=<hash of all lines above>
 * }</pre>
 *
 * <p>Never in it: the key of the file that is being written. Whoever copies the state file can forge nothing that was written before the
 * next file began.
 *
 * @param source who writes
 * @param trail tells this trail from others of the same source
 * @param file number of the current file
 * @param nextKey of the next file, hexadecimal, empty without one
 * @param checkpoint the last line that is known to be on disk
 */
public record TrailState(String source, String trail, int file, String nextKey, Checkpoint checkpoint) {
    private static final Pattern FORM = Pattern.compile("""
            kafkafips-audit-state 1
            source=([a-z][a-z0-9-]{0,99})
            trail=([0-9a-f]{32})
            file=([1-9][0-9]{0,8})
            next-key=([0-9a-f]{64}|none)
            checkpoint-sequence=(0|[1-9][0-9]{0,17})
            checkpoint-offset=([1-9][0-9]{0,17})
            checkpoint-sha256=([0-9a-f]{64})
            """);
    private static final String SUM = "sha256=";
    private static final int SUM_LENGTH = SUM.length() + 64 + 1;
    private static final int LONGEST = 1024;

    /**
     * A line of the trail.
     *
     * @param sequence its number
     * @param offset where it ends in its file, LF included
     * @param sha256 its hash, without LF
     */
    public record Checkpoint(long sequence, long offset, String sha256) {}

    /** The text of the file. */
    public String print() throws GeneralSecurityException {
        String fields = String.join(
                "\n",
                "kafkafips-audit-state 1",
                "source=" + source,
                "trail=" + trail,
                "file=" + file,
                "next-key=" + (nextKey.isEmpty() ? "none" : nextKey),
                "checkpoint-sequence=" + checkpoint.sequence(),
                "checkpoint-offset=" + checkpoint.offset(),
                "checkpoint-sha256=" + checkpoint.sha256(),
                "");
        return fields + SUM + sum(fields) + "\n";
    }

    /**
     * Reads a file of it, and of one that is too long no more than tells that.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    public static TrailState read(Path file) throws IOException, MalformedTrailException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(new String(in.readNBytes(LONGEST + 1), StandardCharsets.ISO_8859_1));
        }
    }

    /** Reads what {@link #print} made. */
    public static TrailState parse(String text) throws MalformedTrailException, GeneralSecurityException {
        if (text.length() > LONGEST || text.length() < SUM_LENGTH) {
            throw new MalformedTrailException("a state file of " + text.length() + " characters");
        }
        String fields = text.substring(0, text.length() - SUM_LENGTH);
        Matcher matcher = FORM.matcher(fields);
        if (!matcher.matches()) {
            throw new MalformedTrailException("a state file whose lines are not as they are written");
        }
        if (!text.equals(fields + SUM + sum(fields) + "\n")) {
            throw new MalformedTrailException("a state file whose sha256 does not fit its content");
        }
        String key = matcher.group(4);
        return new TrailState(
                matcher.group(1),
                matcher.group(2),
                Integer.parseInt(matcher.group(3)),
                key.equals("none") ? "" : key,
                new Checkpoint(Long.parseLong(matcher.group(5)), Long.parseLong(matcher.group(6)), matcher.group(7)));
    }

    public TrailState at(Checkpoint reached) {
        return new TrailState(source, trail, file, nextKey, reached);
    }

    private static String sum(String fields) throws GeneralSecurityException {
        return HexFormat.of().formatHex(FipsJca.sha256().digest(fields.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TrailState[" + source + " " + trail + " file " + file + " " + checkpoint + "]";
    }
}
