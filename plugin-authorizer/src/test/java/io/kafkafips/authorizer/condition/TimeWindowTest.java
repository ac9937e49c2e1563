package io.kafkafips.authorizer.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    /** 2026-03-29: 02:00 is 03:00. 2026-10-25: 03:00 is 02:00 again. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:00Z,02:00,03:00,false",
        "2026-03-29T01:00:00Z,02:00,03:00,false",
        "2026-03-29T01:00:00Z,03:00,04:00,true",
        "2026-03-29T00:30:00Z,01:00,04:00,true",
        "2026-10-24T23:59:59Z,02:00,03:00,false",
        "2026-10-25T00:00:00Z,02:00,03:00,true",
        "2026-10-25T01:00:00Z,02:00,03:00,true",
        "2026-10-25T01:59:59Z,02:00,03:00,true",
        "2026-10-25T02:00:00Z,02:00,03:00,false",
        "2026-06-30T21:59:59Z,00:00,24:00,true",
    })
    void contains_aroundTheChangeOfTheClocks_goesByTheClockOnTheWall(
            Instant instant, String from, String to, boolean expected) {
        assertThat(new TimeWindow(EVERY_DAY, minute(from), minute(to), BERLIN).contains(instant))
                .isEqualTo(expected);
    }

    /** 2026-11-20 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T21:59:00Z,false",
        "2026-11-20T22:00:00Z,true",
        "2026-11-21T05:59:00Z,true",
        "2026-11-21T06:00:00Z,false",
        "2026-11-21T22:00:00Z,false",
        "2026-11-20T05:00:00Z,false",
    })
    void contains_windowOverMidnight_belongsToTheDayOnWhichItBegins(Instant instant, boolean expected) {
        TimeWindow window =
                new TimeWindow(Set.of(DayOfWeek.FRIDAY), minute("22:00"), minute("06:00"), ZoneId.of("UTC"));

        assertThat(window.contains(instant)).isEqualTo(expected);
    }

    /** The oracle writes down the open minutes of a week as text and reads the instant off a formatter. */
    @Test
    void contains_randomWindows_agreesWithATimetable() {
        Random random = new Random(11);
        List<String> zones = List.of(
                "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Chatham", "UTC");
        DateTimeFormatter format = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);
        int open = 0;
        for (int i = 0; i < 60; i++) {
            ZoneId zone = ZoneId.of(zones.get(i % zones.size()));
            int from = random.nextInt(1440);
            int to = (from + 1 + random.nextInt(1438)) % 1440;
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
            TimeWindow window = new TimeWindow(days, from, to == 0 ? 1440 : to, zone);
            Set<String> timetable = timetable(days, from, to == 0 ? 1440 : to);
            for (int j = 0; j < 500; j++) {
                Instant instant = Instant.ofEpochSecond(1_767_225_600L + random.nextInt(366 * 86_400));

                boolean contained = window.contains(instant);

                assertThat(contained)
                        .as("%s at %s", window, instant)
                        .isEqualTo(timetable.contains(format.format(instant.atZone(zone))));
                open += contained ? 1 : 0;
            }
        }
        assertThat(open).isBetween(1_000, 20_000);
    }

    @Test
    void isOpen_clockThatGoesOnAndBack_isNeverAnAnswerOfAnotherMinute() {
        AtomicLong now = new AtomicLong();
        InstantSource clock = () -> Instant.ofEpochMilli(now.get());
        TimeWindow window = new TimeWindow(EVERY_DAY, minute("10:00"), minute("10:01"), ZoneId.of("UTC"));
        Schedule schedule = new Schedule(List.of(window));
        Random random = new Random(3);
        long ten = Duration.ofHours(10).toMillis();
        int open = 0;
        for (int i = 0; i < 10_000; i++) {
            now.set(ten - 60_000 + random.nextInt(180_000));

            assertThat(schedule.isOpen(clock)).isEqualTo(window.contains(clock.instant()));
            open += window.contains(clock.instant()) ? 1 : 0;
        }
        assertThat(open).isBetween(2_000, 5_000);
    }

    private static Set<String> timetable(Set<DayOfWeek> days, int from, int to) {
        Set<String> minutes = new TreeSet<>();
        for (DayOfWeek day : days) {
            int length = to > from ? to - from : to + 1440 - from;
            for (int i = 0; i < length; i++) {
                int minute = (from + i) % 1440;
                DayOfWeek at = from + i >= 1440 ? day.plus(1) : day;
                String name = at.name().charAt(0) + at.name().substring(1, 3).toLowerCase(Locale.ROOT);
                minutes.add(String.format(Locale.ROOT, "%s %02d:%02d", name, minute / 60, minute % 60));
            }
        }
        return minutes;
    }

    private static int minute(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }
}
