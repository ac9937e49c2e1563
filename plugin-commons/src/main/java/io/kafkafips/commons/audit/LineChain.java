package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.JsonLine;
import io.kafkafips.commons.audit.format.LineSealer;
import io.kafkafips.commons.audit.format.SealedLine;
import io.kafkafips.commons.audit.format.TrailState.Checkpoint;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the lines of one file, each with the next number and sealed to the one before. Not thread-safe. */
final class LineChain {
    private final String source;
    private final LineSealer sealer;
    private long next;
    private String prev;
    private long offset;

    /**
     * Goes on with a trail in a new file.
     *
     * @param next number of the first line
     * @param prev hash of the line before it
     */
    LineChain(String source, LineSealer sealer, long next, String prev) {
        this.source = source;
        this.sealer = sealer;
        this.next = next;
        this.prev = prev;
    }

    /** The next line, LF included. */
    byte[] line(String type, long timeMillis, String subject, AuditData data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", source + "-" + next);
        event.put("source", source);
        event.put("type", type);
        event.put("time", Instant.ofEpochMilli(timeMillis).toString());
        event.put("sequence", LineSealer.sequence(next));
        event.put("subject", subject);
        event.put("data", data.members());
        byte[] line = sealer.seal(JsonLine.of(event), prev);
        if (line.length > SealedLine.LONGEST_BYTES) {
            event.put("data", shortened(data, line.length));
            line = sealer.seal(JsonLine.of(event), prev);
        }
        next++;
        prev = sealer.hash(line);
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        offset += ended.length;
        return ended;
    }

    /** Keeps the numbers of a line that the format has no room for. */
    private static Map<String, Object> shortened(AuditData data, int bytes) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("omittedBytes", bytes);
        data.members().forEach((name, value) -> {
            if (!(value instanceof Iterable) && !(value instanceof Map)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /** The last line that was made. */
    Checkpoint last() {
        return new Checkpoint(next - 1, offset, prev);
    }
}
