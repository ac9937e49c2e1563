package io.kafkafips.validator.governance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one config of a topic may be set. What is not set has the default of the brokers, which is the operator's own business unless
 * the config has to be set.
 *
 * @param key of the config; Kafka may not know it
 * @param presence whether it has to be set, or must not be
 * @param bounds of its value
 * @param values which it may have; empty for any. The elements of a list may come in any order, letters in any case, as for Kafka
 */
record ConfigRequirement(String key, Presence presence, Bounds bounds, List<String> values) implements Requirement {
    private static final BigDecimal NO_LIMIT = BigDecimal.ONE.negate();
    private static final int LONGEST_VALUE = 100;

    /** No value of Kafka's is longer; keeps a number with a huge exponent out of the arithmetic. */
    private static final int LONGEST_NUMBER = 40;

    /** Whether the config has to be set. */
    enum Presence {
        OPTIONAL,
        REQUIRED,
        FORBIDDEN;

        /** As a policy file names it. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public List<String> violations(TopicChange change) {
        String value = change.configs().get(key);
        if (value != null) {
            return violations(value);
        }
        boolean missing = change.isCreation() || change.configs().containsKey(key);
        return missing && presence == Presence.REQUIRED ? List.of(key + " not set, expected " + expected()) : List.of();
    }

    private List<String> violations(String value) {
        boolean good = presence != Presence.FORBIDDEN
                && isWithinBounds(value)
                && (values.isEmpty() || values.stream().anyMatch(allowed -> same(allowed, value)));
        return good ? List.of() : List.of(key + "=" + shortened(value) + ", expected " + expected());
    }

    private boolean isWithinBounds(String value) {
        if (bounds.isEverything()) {
            return true;
        }
        BigDecimal number = number(value);
        if (number == null) {
            return false;
        }
        // -1 of retention.ms and its like is not a small number but none at all; -2 stands for another config
        return number.signum() < 0
                ? bounds.isOpenAbove() && (number.compareTo(NO_LIMIT) == 0 || bounds.contains(number))
                : bounds.contains(number);
    }

    private static @Nullable BigDecimal number(String value) {
        String trimmed = value.trim();
        try {
            return trimmed.length() > LONGEST_NUMBER || trimmed.indexOf('e') >= 0 || trimmed.indexOf('E') >= 0
                    ? null
                    : new BigDecimal(trimmed);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean same(String one, String other) {
        return elements(one).equals(elements(other));
    }

    private static List<String> elements(String value) {
        return Stream.of(value.split(","))
                .map(element -> element.trim().toLowerCase(Locale.ROOT))
                .filter(element -> !element.isEmpty())
                .sorted()
                .distinct()
                .toList();
    }

    private String expected() {
        if (presence == Presence.FORBIDDEN) {
            return "not to be set";
        }
        String one = String.join(" or ", values);
        String range = bounds.isEverything() ? "" : bounds.toString();
        String both = Stream.of(one, range).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
        return both.isEmpty() ? "any value" : both;
    }

    private static String shortened(String value) {
        String oneLine = value.replaceAll("\\p{Cntrl}", " ");
        return oneLine.length() <= LONGEST_VALUE ? oneLine : oneLine.substring(0, LONGEST_VALUE) + "...";
    }
}
