package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The options of a rule, as its {@link ConfigDef} typed them.
 *
 * @param values by name; each that is declared has a value, or is null where that is its default
 */
public record Options(Map<String, ?> values) {

    public int integer(String name) {
        return (Integer) value(name);
    }

    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    public String text(String name) {
        return (String) value(name);
    }

    /** A text that need not be there. */
    public @Nullable String optionalText(String name) {
        return (String) values.get(name);
    }

    public List<String> list(String name) {
        return ((List<?>) value(name)).stream().map(String::valueOf).toList();
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new ConfigException(name + " is missing: expected a value as the rule's options declare it");
        }
        return value;
    }

    /** Takes lists with at least one entry, each of them once and not empty. */
    public static ConfigDef.Validator names() {
        return ConfigDef.LambdaValidator.with(Options::checkNames, () -> "at least one name, each once");
    }

    private static void checkNames(String option, Object value) {
        List<String> names = ((List<?>) value).stream().map(String::valueOf).toList();
        if (names.isEmpty() || names.contains("") || names.stream().distinct().count() != names.size()) {
            throw new ConfigException(option + " has no name, an empty one or one twice");
        }
    }

    /** Takes lists with at least one entry, each of them once and among those given. */
    public static ConfigDef.Validator namesAmong(List<String> known) {
        return ConfigDef.LambdaValidator.with(
                (option, value) -> {
                    checkNames(option, value);
                    if (!known.containsAll((List<?>) value)) {
                        throw new ConfigException(option + " has an entry that is not among " + known);
                    }
                },
                () -> "at least one, each once, of " + known);
    }

    /**
     * Takes what RE2/J can compile, and null. Here, so that what only declares such an option does not load the library: a rule is asked
     * for its name and options also where it is not used.
     */
    static ConfigDef.Validator regex() {
        return ConfigDef.LambdaValidator.with(
                (option, value) -> {
                    if (value != null) {
                        Expressions.compile(option, (String) value);
                    }
                },
                () -> "a regular expression of RE2 (no back references, no look-around)");
    }
}
