package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a policy from {@code record.validation.policy.<name>.*}: the short form, whose rules all reject. Stateless. */
final class PropertyPolicies {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private PropertyPolicies() {}

    /**
     * The policy.
     *
     * @param name as in {@code record.validation.policies}
     * @param settings those that begin with its prefix, by whole key
     */
    static PolicyDefinition read(String name, Map<String, String> settings) {
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
        Settings typed = Settings.parse(new PropertyOptions(prefix, fixed), RecordValidatorConfig.policyConfigDef());
        String topics = RecordValidatorConfig.TOPICS;
        return new PolicyDefinition(
                name,
                List.of(pattern(prefix + topics, typed.string(topics))),
                List.of(),
                rules(prefix, typed.list(RecordValidatorConfig.RULES), options));
    }

    private static Pattern pattern(String key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw Refusal.setting(key, regex, "a java.util.regex pattern", key + "=orders-.*", e);
        }
    }

    private static List<RuleDefinition> rules(String prefix, List<String> kinds, SortedMap<String, String> options) {
        Map<String, SortedMap<String, String>> byKind = new LinkedHashMap<>();
        if (!kinds.equals(List.of(RecordValidatorConfig.NO_RULES))) {
            kinds.forEach(kind -> byKind.put(kind, new TreeMap<>()));
        }
        if (kinds.isEmpty() || (byKind.size() < kinds.size() && !byKind.isEmpty())) {
            throw Refusal.setting(
                    prefix + RecordValidatorConfig.RULES,
                    String.join(",", kinds),
                    "every rule once, or " + RecordValidatorConfig.NO_RULES + " alone",
                    prefix + RecordValidatorConfig.RULES + "=json");
        }
        options.forEach((key, value) -> {
            int dot = key.indexOf('.');
            SortedMap<String, String> ofRule = byKind.get(key.substring(0, dot));
            if (ofRule == null) {
                throw Refusal.setting(
                        prefix + key,
                        value,
                        "an option of a rule in " + prefix + RecordValidatorConfig.RULES + "="
                                + String.join(",", kinds),
                        "add the rule, or remove the line");
            }
            ofRule.put(key.substring(dot + 1), value);
        });
        List<RuleDefinition> rules = new ArrayList<>();
        byKind.forEach((kind, texts) -> rules.add(new RuleDefinition(
                kind, kind, null, RuleMode.REJECT, 100, new PropertyOptions(prefix + kind + ".", texts))));
        return rules;
    }
}
