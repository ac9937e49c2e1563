package io.kafkafips.authorizer.condition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Time windows, of which one has to be open. The answer is kept for the minute that it holds for: windows begin and end on a minute, and
 * the offsets of all zones are whole minutes. Thread-safe.
 */
final class Schedule {
    private static final long MINUTE_MILLIS = 60_000;

    private final List<TimeWindow> windows;
    private volatile Answer latest = new Answer(Long.MIN_VALUE, false);

    Schedule(List<TimeWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    private record Answer(long minute, boolean open) {}

    boolean isOpen(InstantSource clock) {
        long millis = clock.millis();
        long minute = Math.floorDiv(millis, MINUTE_MILLIS);
        Answer answer = latest;
        if (answer.minute() != minute) {
            Instant now = Instant.ofEpochMilli(millis);
            answer = new Answer(minute, windows.stream().anyMatch(window -> window.contains(now)));
            latest = answer;
        }
        return answer.open();
    }
}
