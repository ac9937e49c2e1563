package io.kafkafips.commons.audit.format;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files of one audit trail: {@code audit-<source>-<number>.jsonl} with eight digits or more, from 1, and
 * {@code audit-<source>.state} beside them.
 *
 * @param source who writes, such as {@code broker-1}: lower-case letters, digits and hyphens
 */
public record TrailNames(String source) {
    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9-]{0,99}");
    private static final Pattern STATE = Pattern.compile("audit-([a-z][a-z0-9-]{0,99})\\.state");
    private static final Pattern FILE = Pattern.compile("audit-([a-z][a-z0-9-]{0,99})-(\\d{8,9})\\.jsonl");

    public TrailNames {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("Not the name of an audit trail: " + source);
        }
    }

    /** The source that a file name belongs to, empty when it is no file of an audit trail. */
    public static Optional<TrailNames> of(String fileName) {
        Matcher matcher = FILE.matcher(fileName);
        return matcher.matches() ? Optional.of(new TrailNames(matcher.group(1))) : Optional.empty();
    }

    /** The source that the name of a state file belongs to. */
    public static Optional<TrailNames> ofState(String fileName) {
        Matcher matcher = STATE.matcher(fileName);
        return matcher.matches() ? Optional.of(new TrailNames(matcher.group(1))) : Optional.empty();
    }

    public String file(int number) {
        return String.format(Locale.ROOT, "audit-%s-%08d.jsonl", source, number);
    }

    /** The number of a file of this trail; empty for any other name. */
    public OptionalInt number(String fileName) {
        Matcher matcher = FILE.matcher(fileName);
        boolean ours = matcher.matches() && matcher.group(1).equals(source);
        int number = ours ? Integer.parseInt(matcher.group(2)) : 0;
        return number > 0 && file(number).equals(fileName) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    public String state() {
        return "audit-" + source + ".state";
    }

    public String lock() {
        return "audit-" + source + ".lock";
    }
}
