package io.kafkafips.authorizer.condition;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the time windows of a policy file. Stateless. */
final class TimeWindowReader {
    /** As {@link DayOfWeek} counts them. */
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final Pattern TIME_OF_DAY = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");
    private static final int MINUTES_OF_HOUR = 60;
    private static final int SECONDS_OF_MINUTE = 60;

    private TimeWindowReader() {}

    static List<TimeWindow> read(YamlNode node) throws YamlException {
        List<TimeWindow> windows = new ArrayList<>();
        for (YamlNode element : node.list()) {
            windows.add(window(element));
        }
        return windows;
    }

    private static TimeWindow window(YamlNode element) throws YamlException {
        YamlMapping window = element.mapping(Set.of("days", "from", "to", "zone"));
        Optional<YamlNode> days = window.optional("days");
        Optional<YamlNode> from = window.optional("from");
        Optional<YamlNode> to = window.optional("to");
        int fromMinute = from.isPresent() ? minute(from.get()) : 0;
        int toMinute = to.isPresent() ? minute(to.get()) : TimeWindow.MINUTES_OF_DAY;
        if (fromMinute == toMinute || fromMinute == TimeWindow.MINUTES_OF_DAY) {
            throw element.refused("a window that begins before 24:00 and ends at another time than it begins");
        }
        return new TimeWindow(
                days.isPresent() ? days(days.get()) : EnumSet.allOf(DayOfWeek.class),
                fromMinute,
                // a window that ends at midnight, however that is written
                toMinute == 0 ? TimeWindow.MINUTES_OF_DAY : toMinute,
                zone(window.required("zone")));
    }

    private static int minute(YamlNode node) throws YamlException {
        String time = node.string();
        if (!TIME_OF_DAY.matcher(time).matches()) {
            throw node.refused("a time of day from \"00:00\" to \"24:00\"");
        }
        int colon = time.indexOf(':');
        return Integer.parseInt(time.substring(0, colon)) * MINUTES_OF_HOUR
                + Integer.parseInt(time.substring(colon + 1));
    }

    private static Set<DayOfWeek> days(YamlNode node) throws YamlException {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (YamlNode element : node.list()) {
            String[] ends = element.string().split("-", -1);
            DayOfWeek first = day(element, ends[0]);
            DayOfWeek last = ends.length == 1 ? first : day(element, ends[1]);
            if (ends.length > 2) {
                throw dayRefused(element);
            }
            for (DayOfWeek day = first; day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static DayOfWeek day(YamlNode element, String name) throws YamlException {
        int index = DAYS.indexOf(name);
        if (index >= 0) {
            return DayOfWeek.of(index + 1);
        }
        throw dayRefused(element);
    }

    private static YamlException dayRefused(YamlNode element) {
        return element.refused("one of mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri");
    }

    private static ZoneId zone(YamlNode node) throws YamlException {
        try {
            ZoneId zone = ZoneId.of(node.string());
            boolean odd = zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() % SECONDS_OF_MINUTE != 0;
            if (odd && zone.getRules().isFixedOffset()) {
                throw node.refused("an offset of whole minutes");
            }
            return zone;
        } catch (DateTimeException e) {
            throw node.refused("a time zone, such as Europe/Berlin or UTC");
        }
    }
}
