package io.kafkafips.commons.audit.verify;

import io.kafkafips.commons.audit.format.SealedLine;
import io.kafkafips.commons.audit.format.TrailEvents;
import java.util.HashMap;
import java.util.Map;

/** The sums over the lines of a trail. Not thread-safe. */
final class Totals {
    private static final int MOST_TYPES = 100;

    private final Map<String, Long> byType = new HashMap<>();
    private long lines;
    private long events;
    private long lost;
    private long gaps;
    private long eventsBeforeFile;
    private long lostBeforeFile;
    private String firstTime = "";
    private String lastTime = "";

    void beginFile() {
        eventsBeforeFile = events;
        lostBeforeFile = lost;
    }

    void unreadable() {
        lines++;
    }

    void add(SealedLine line) {
        lines++;
        String type = String.valueOf(line.json().get("type"));
        String time = String.valueOf(line.json().get("time"));
        firstTime = firstTime.isEmpty() ? time : firstTime;
        lastTime = time;
        if (type.equals(TrailEvents.GAP)) {
            gaps++;
            lost += number(line, "lost");
        } else if (!type.startsWith("io.kafkafips.audit.")) {
            long count = number(line, "count");
            events += count;
            if (byType.size() < MOST_TYPES || byType.containsKey(type)) {
                byType.merge(type, count, Long::sum);
            }
        }
    }

    /** Whether the totals in a checkpoint are the sums of its file so far. */
    boolean agreeWith(SealedLine line) {
        return number(line, "events") == events - eventsBeforeFile && number(line, "lost") == lost - lostBeforeFile;
    }

    private static long number(SealedLine line, String name) {
        return line.data().get(name) instanceof Long number ? number : 0;
    }

    TrailReport report(TrailChecker.Position end) {
        return new TrailReport(
                end.source(),
                end.trail(),
                end.keyed(),
                end.firstFile(),
                end.lastFile(),
                lines,
                events,
                byType,
                lost,
                gaps,
                end.crashes(),
                firstTime,
                lastTime,
                end.lastSequence(),
                end.lastSha256(),
                end.ending());
    }
}
