package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The settings of one policy, typed but for the options of its rules, which only the rules can type.
 *
 * @param name as in {@code record.validation.policies}
 * @param topics matched against the whole topic name
 * @param rules each rule's name with its options as text, in the order of {@code rules}; empty exempts the topics
 */
public record PolicyConfig(String name, Pattern topics, Map<String, SortedMap<String, String>> rules) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    static PolicyConfig of(String name, Map<String, String> settings) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.setting(
                    RecordValidatorConfig.POLICIES_CONFIG,
                    name,
                    "names made of letters, digits, _ and -",
                    RecordValidatorConfig.POLICIES_CONFIG + "=orders");
        }
        String prefix = RecordValidatorConfig.POLICY_PREFIX + name + ".";
        SortedMap<String, String> fixed = new TreeMap<>();
        SortedMap<String, String> options = new TreeMap<>();
        settings.forEach((key, value) -> {
            String option = key.substring(prefix.length());
            (option.indexOf('.') < 0 ? fixed : options).put(option, value);
        });
        Settings typed = Settings.parse(prefix, RecordValidatorConfig.policyConfigDef(), fixed);
        return new PolicyConfig(
                name,
                pattern(prefix + RecordValidatorConfig.TOPICS, typed.string(RecordValidatorConfig.TOPICS)),
                rules(prefix, typed.list(RecordValidatorConfig.RULES), options));
    }

    String prefix() {
        return RecordValidatorConfig.POLICY_PREFIX + name + ".";
    }

    private static Pattern pattern(String key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw Refusal.setting(key, regex, "a java.util.regex pattern", key + "=orders-.*", e);
        }
    }

    private static Map<String, SortedMap<String, String>> rules(
            String prefix, List<String> names, SortedMap<String, String> options) {
        Map<String, SortedMap<String, String>> rules = new LinkedHashMap<>();
        if (!names.equals(List.of(RecordValidatorConfig.NO_RULES))) {
            names.forEach(rule -> rules.put(rule, new TreeMap<>()));
        }
        if (names.isEmpty() || (rules.size() < names.size() && !rules.isEmpty())) {
            throw Refusal.setting(
                    prefix + RecordValidatorConfig.RULES,
                    String.join(",", names),
                    "every rule once, or " + RecordValidatorConfig.NO_RULES + " alone",
                    prefix + RecordValidatorConfig.RULES + "=json");
        }
        options.forEach((key, value) -> {
            int dot = key.indexOf('.');
            SortedMap<String, String> ofRule = rules.get(key.substring(0, dot));
            if (ofRule == null) {
                throw Refusal.setting(
                        prefix + key,
                        value,
                        "an option of a rule in " + prefix + RecordValidatorConfig.RULES + "="
                                + String.join(",", names),
                        "add the rule, or remove the line");
            }
            ofRule.put(key.substring(dot + 1), value);
        });
        return rules;
    }
}
