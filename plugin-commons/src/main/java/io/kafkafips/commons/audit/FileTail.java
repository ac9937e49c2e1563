package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.LineSealer;
import io.kafkafips.commons.audit.format.MalformedTrailException;
import io.kafkafips.commons.audit.format.SealedLine;
import io.kafkafips.commons.audit.format.TrailState.Checkpoint;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The end of a file of a trail, as a restart finds it.
 *
 * @param last the last complete line, {@code null} when there is none that can be read
 * @param lastHash its hash, empty without one
 * @param tornBytes what follows it: the beginning of a line that was being written
 * @param tornHash hash of that, empty when nothing follows
 */
record FileTail(@Nullable SealedLine last, String lastHash, int tornBytes, String tornHash) {
    private static final int WINDOW = 2 * (SealedLine.LONGEST_BYTES + 1);

    static FileTail read(Path file, LineSealer hashes) throws IOException {
        byte[] window = window(file, Long.MAX_VALUE, WINDOW);
        int end = lastIndexOf(window, window.length) + 1;
        byte[] torn = Arrays.copyOfRange(window, end, window.length);
        byte[] line = line(window, end);
        String tornHash = torn.length == 0 ? "" : hashes.hash(torn);
        try {
            return new FileTail(SealedLine.parse(line), hashes.hash(line), torn.length, tornHash);
        } catch (MalformedTrailException e) {
            return new FileTail(null, "", torn.length, tornHash);
        }
    }

    /** Whether that line is where it was. */
    static boolean holds(Path file, Checkpoint checkpoint, LineSealer hashes) throws IOException {
        byte[] window = window(file, checkpoint.offset(), SealedLine.LONGEST_BYTES + 2);
        boolean ended = window.length > 0 && window[window.length - 1] == '\n';
        return ended && hashes.hash(line(window, window.length)).equals(checkpoint.sha256());
    }

    /** The bytes before an offset, or before the end when the file is shorter. */
    private static byte[] window(Path file, long until, int most) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long end = Math.min(in.length(), until);
            long start = Math.max(0, end - most);
            byte[] window = new byte[(int) (end - start)];
            in.seek(start);
            in.readFully(window);
            return window;
        }
    }

    /** The line whose LF is the last byte before {@code end}. */
    private static byte[] line(byte[] window, int end) {
        int last = Math.max(0, end - 1);
        return Arrays.copyOfRange(window, lastIndexOf(window, last) + 1, last);
    }

    private static int lastIndexOf(byte[] window, int before) {
        int at = before - 1;
        while (at >= 0 && window[at] != '\n') {
            at--;
        }
        return at;
    }
}
