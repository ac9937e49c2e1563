package io.kafkafips.authorizer.condition;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of the day on some days of the week, by the clock on the wall of a time zone. Where that clock is put forward the hour that is
 * skipped does not happen; where it is put back, both passes of the hour count. A window over midnight belongs to the day on which it
 * begins. Immutable.
 *
 * @param days days on which it begins
 * @param fromMinute first minute of the day, from 0
 * @param toMinute the minute after the last, at most {@value #MINUTES_OF_DAY}; before {@code fromMinute} for a window over midnight
 * @param zone whose clock counts
 */
record TimeWindow(Set<DayOfWeek> days, int fromMinute, int toMinute, ZoneId zone) {
    static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_HOUR = 60;

    TimeWindow {
        days = Set.copyOf(days);
    }

    boolean contains(Instant instant) {
        LocalDateTime wall = LocalDateTime.ofInstant(instant, zone);
        int minute = wall.getHour() * MINUTES_OF_HOUR + wall.getMinute();
        DayOfWeek day = wall.getDayOfWeek();
        if (fromMinute < toMinute) {
            return days.contains(day) && fromMinute <= minute && minute < toMinute;
        }
        return minute >= fromMinute ? days.contains(day) : minute < toMinute && days.contains(day.minus(1));
    }
}
