package io.kafkafips.cli.doctor.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets of a node, to keep them out of what is printed. No check prints one; this covers the words of libraries. Immutable.
 */
public final class Secrets {
    private static final String HIDDEN = "[hidden]";
    private static final Pattern NAME = Pattern.compile(
            "password|passphrase|secret|token\\.key|\\.credential|jaas\\.config|keystore\\.key$|certificate\\.chain$|apikey|api\\.key");
    private static final Pattern QUOTED = Pattern.compile("=\\s*\"([^\"]*)\"|=\\s*'([^']*)'|=\\s*([^\\s;\"']+)");

    /** Shorter ones would take ordinary words apart, and tell what they are by that. */
    private static final int SHORTEST = 6;

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /** The secrets among the settings of files. */
    public static Secrets of(Collection<ConfigFile> files) {
        return new Secrets(files.stream()
                .flatMap(file -> file.settings().entrySet().stream())
                .filter(entry -> isSecret(entry.getKey()))
                .flatMap(entry -> Stream.concat(Stream.of(entry.getValue()), quoted(entry.getValue())))
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** Whether the value of a setting is a secret, by the setting's name. */
    public static boolean isSecret(String key) {
        return NAME.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    private static Stream<String> quoted(String jaas) {
        return QUOTED.matcher(jaas).results().map(match -> {
            for (int i = 1; i <= match.groupCount(); i++) {
                if (match.group(i) != null) {
                    return match.group(i);
                }
            }
            return "";
        });
    }

    /** The text without them. */
    public String hide(String text) {
        String shown = text;
        for (String value : values) {
            shown = shown.replace(value, HIDDEN);
        }
        return shown;
    }
}
