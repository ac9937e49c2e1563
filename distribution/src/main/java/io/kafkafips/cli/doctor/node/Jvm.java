package io.kafkafips.cli.doctor.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The flags of a JVM. Immutable.
 *
 * @param origin where they come from, for messages
 * @param flags in their order; of two that say the same the last counts
 */
public record Jvm(String origin, List<String> flags) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

    public Jvm {
        flags = List.copyOf(flags);
    }

    /** Flags as they stand in {@code KAFKA_OPTS}: words, in quotes where they hold blanks; line ends behind a backslash do not count. */
    public static Jvm parse(String origin, String text) {
        List<String> flags = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int end = -1;
        String line = text.replaceAll("\\\\\\R", " ");
        for (var match : WORD.matcher(line).results().toList()) {
            if (match.start() != end && end >= 0) {
                flags.add(word.toString());
                word.setLength(0);
            }
            for (int i = 1; i <= match.groupCount(); i++) {
                word.append(match.group(i) == null ? "" : match.group(i));
            }
            end = match.end();
        }
        if (end >= 0) {
            flags.add(word.toString());
        }
        return new Jvm(origin, flags);
    }

    /** The value of a system property; empty for one without a value. */
    public Optional<String> property(String name) {
        String prefix = "-D" + name;
        Optional<String> found = Optional.empty();
        for (String flag : flags) {
            if (flag.equals(prefix)) {
                found = Optional.of("");
            } else if (flag.startsWith(prefix + "=")) {
                found = Optional.of(flag.substring(prefix.length() + 1));
            }
        }
        return found;
    }

    /** The flags that begin so. */
    public List<String> starting(String prefix) {
        return flags.stream().filter(flag -> flag.startsWith(prefix)).toList();
    }
}
