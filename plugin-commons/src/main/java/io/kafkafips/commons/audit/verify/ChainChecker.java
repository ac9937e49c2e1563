package io.kafkafips.commons.audit.verify;

import io.kafkafips.commons.audit.format.JsonText;
import io.kafkafips.commons.audit.format.LineSealer;
import io.kafkafips.commons.audit.format.MalformedTrailException;
import io.kafkafips.commons.audit.format.SealedLine;
import io.kafkafips.commons.audit.format.TrailEvents;
import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.commons.audit.format.TrailNames;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows the chain from line to line and from file to file. After a break it goes on from what is there. Not thread-safe. */
final class ChainChecker {
    private static final String NOT_KNOWN = "";

    private final TrailNames names;
    private final Map<Long, String> expected;
    private final Findings findings;
    private final Totals totals;
    private LineSealer sealer;
    private String trail = "";
    private String name = "";
    private int file;
    private long line;
    private long next = -1;
    private long firstSequence = -1;
    private String prev = NOT_KNOWN;
    private long crashes;
    private boolean withoutMacTold;
    private boolean keyed;
    private FileEnd end = new FileEnd(TrailEvents.CRASH, 0, "");
    private @Nullable FileEnd before;

    ChainChecker(TrailNames names, Map<Long, String> expected, Findings findings, Totals totals)
            throws GeneralSecurityException {
        this.names = names;
        this.expected = new TreeMap<>(expected);
        this.findings = findings;
        this.totals = totals;
        this.sealer = new LineSealer(null);
    }

    /** The next file is the first of all, or the first that is there. */
    void forgetWhatCameBefore(boolean firstOfAll) {
        next = firstOfAll ? 0 : -1;
        prev = firstOfAll ? SealedLine.NO_LINE : NOT_KNOWN;
        before = null;
    }

    /** The id of the trail that a file says it belongs to; that of the first file counts for all. */
    String trailOf(Path path) throws IOException {
        if (trail.isEmpty()) {
            try (LineReader in = new LineReader(path)) {
                trail = in.next()
                        ? String.valueOf(SealedLine.parse(in.bytes()).data().get("trail"))
                        : "";
            } catch (MalformedTrailException e) {
                trail = "";
            }
        }
        return trail;
    }

    void check(Path path, int number, @Nullable TrailKey key) throws IOException, GeneralSecurityException {
        name = names.file(number);
        file = number;
        line = 0;
        end = new FileEnd(TrailEvents.CRASH, 0, "");
        keyed = key != null;
        withoutMacTold = false;
        sealer = new LineSealer(key);
        totals.beginFile();
        try (LineReader in = new LineReader(path)) {
            while (in.next()) {
                line++;
                if (in.isWhole()) {
                    line(in.bytes(), in.isTooLong());
                } else {
                    torn(in.bytes());
                }
            }
        } catch (IOException e) {
            tell(Finding.Kind.UNREADABLE, e.toString());
        }
        if (line == 0) {
            tell(Finding.Kind.TRUNCATED, "the file is empty");
        }
        before = end;
    }

    private void torn(byte[] half) {
        line--;
        if (end.isClosed()) {
            tell(Finding.Kind.MISPLACED, half.length + " bytes after the line that closes the file");
        }
        end = new FileEnd(end.reason(), half.length, sealer.hash(half));
    }

    private void line(byte[] bytes, boolean tooLong) {
        String hash = sealer.hash(bytes);
        try {
            if (tooLong) {
                throw new MalformedTrailException("longer than " + SealedLine.LONGEST_BYTES + " bytes");
            }
            SealedLine read = SealedLine.parse(bytes);
            long sequence = read.sequence();
            mac(read);
            origin(read, sequence);
            order(read, sequence);
            totals.add(read);
            content(read, sequence);
            expected.remove(sequence, hash);
            next = sequence + 1;
        } catch (MalformedTrailException e) {
            tell(Finding.Kind.MALFORMED, String.valueOf(e.getMessage()));
            totals.unreadable();
            next = next < 0 ? next : next + 1;
        }
        prev = hash;
    }

    private void mac(SealedLine read) {
        if (keyed && read.mac().isEmpty()) {
            if (!withoutMacTold) {
                tell(Finding.Kind.NO_MAC, "no MAC here, and perhaps in further lines of the file");
            }
            withoutMacTold = true;
        } else if (keyed && !sealer.verify(read)) {
            tell(Finding.Kind.BAD_MAC, "sealed with another key, or changed since");
        }
    }

    private void origin(SealedLine read, long sequence) throws MalformedTrailException {
        String id = names.source() + "-" + sequence;
        if (!read.text("source").equals(names.source()) || !read.text("id").equals(id)) {
            tell(Finding.Kind.FOREIGN, "a line of " + read.text("source") + " with the id " + read.text("id"));
        }
    }

    private void order(SealedLine read, long sequence) {
        if (firstSequence < 0) {
            firstSequence = sequence;
        }
        if (next >= 0 && sequence > next) {
            tell(Finding.Kind.MISSING_LINES, (sequence - next) + " before line " + sequence + " of the trail");
        } else if (next >= 0 && sequence < next) {
            tell(Finding.Kind.OUT_OF_ORDER, "line " + sequence + " of the trail where line " + next + " belongs");
        } else if (!prev.equals(NOT_KNOWN) && !read.prev().equals(prev)) {
            tell(Finding.Kind.BROKEN_CHAIN, "the line before it is not the one that was written there");
        }
    }

    private void content(SealedLine read, long sequence) throws MalformedTrailException {
        String type = read.text("type");
        if (line == 1 != type.equals(TrailEvents.OPENED)) {
            tell(Finding.Kind.MISPLACED, "line " + sequence + " of type " + type + " as line " + line + " of its file");
        } else if (line == 1) {
            opening(read.data());
        }
        if (end.isClosed()) {
            tell(Finding.Kind.MISPLACED, "a line after the one that closes the file");
        }
        boolean closing = type.equals(TrailEvents.CLOSED);
        if ((closing || type.equals(TrailEvents.CHECKPOINT)) && !totals.agreeWith(read)) {
            tell(Finding.Kind.TOTALS, "its totals are not the sums of the lines before it");
        }
        if (closing) {
            end = new FileEnd(String.valueOf(read.data().get("reason")), 0, "");
        }
    }

    private void opening(Map<String, Object> data) {
        if (!Long.valueOf(file).equals(data.get("file")) || !trail.equals(data.get("trail"))) {
            tell(Finding.Kind.FOREIGN, "the first line of file " + data.get("file") + " of trail " + data.get("trail"));
        }
        Map<String, Object> previous = JsonText.object(data.get("previous"));
        if (Boolean.TRUE.equals(previous.get("stateLost"))) {
            tell(Finding.Kind.STATE, "the node had lost its state file when it began this file");
        }
        if (previous.isEmpty() != (file == 1)) {
            tell(Finding.Kind.FOREIGN, "it does not say what came before it as file " + file + " has to");
        }
        crashes += TrailEvents.CRASH.equals(previous.get("end")) ? 1 : 0;
        FileEnd last = before;
        String contradiction = last == null ? null : last.contradiction(previous);
        if (contradiction != null) {
            findings.add(Finding.Kind.TRUNCATED, names.file(file - 1), 0, contradiction);
        }
    }

    private void tell(Finding.Kind kind, String message) {
        findings.add(kind, name, line, message);
    }

    /** Lines that had to be there and were not. */
    Map<Long, String> notSeen() {
        return expected;
    }

    long firstSequence() {
        return firstSequence;
    }

    long linesOfFile() {
        return line;
    }

    TrailChecker.Position position(boolean macsChecked, int firstFile, int lastFile) {
        TrailReport.Ending ending = TrailReport.Ending.OPEN;
        if (end.isClosed()) {
            ending = TrailReport.Ending.CLOSED;
        } else if (end.tornBytes() > 0) {
            ending = TrailReport.Ending.TORN;
        }
        return new TrailChecker.Position(
                names.source(), trail, macsChecked, firstFile, lastFile, crashes, next - 1, prev, ending);
    }
}
