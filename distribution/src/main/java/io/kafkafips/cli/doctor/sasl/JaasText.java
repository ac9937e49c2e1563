package io.kafkafips.cli.doctor.sasl;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of {@code sasl.jaas.config}. Its values may be secrets.
 *
 * @param options name to value
 */
record JaasText(Map<String, String> options) {
    private static final Pattern OPTION =
            Pattern.compile("([\\w.-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|([^\\s;]+))");

    JaasText {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    static JaasText parse(String text) {
        Map<String, String> options = new TreeMap<>();
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
            for (int i = 2; i <= option.groupCount(); i++) {
                if (option.group(i) != null) {
                    options.put(option.group(1), option.group(i));
                }
            }
        }
        return new JaasText(options);
    }
}
