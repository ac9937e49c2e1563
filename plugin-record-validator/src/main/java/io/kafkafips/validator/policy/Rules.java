package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The rules that are on the class path, by name: those of this jar, and those of other jars in {@code libs/}. */
public final class Rules {
    private final SortedMap<String, Supplier<RecordValidationPolicy>> byName;

    private Rules(SortedMap<String, Supplier<RecordValidationPolicy>> byName) {
        this.byName = byName;
    }

    /**
     * Finds them.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a rule cannot be loaded or two have the same name
     */
    public static Rules onClassPath(ClassLoader loader) {
        SortedMap<String, Supplier<RecordValidationPolicy>> byName = new TreeMap<>();
        try {
            ServiceLoader.load(RecordValidationPolicy.class, loader).stream().forEach(provider -> {
                String name = provider.get().name();
                if (byName.put(name, provider) != null) {
                    throw Refusal.setting(
                            RecordValidatorConfig.POLICIES_CONFIG,
                            name,
                            "one rule of each name on the class path, not a second one in "
                                    + provider.type().getName(),
                            "remove one of the two jars from libs/");
                }
            });
        } catch (ServiceConfigurationError e) {
            throw Refusal.setting(
                    RecordValidatorConfig.POLICIES_CONFIG,
                    RecordValidationPolicy.class.getSimpleName(),
                    "rules that can be loaded from the class path",
                    "mend or remove the jar in libs/ that is named above",
                    e);
        }
        return new Rules(byName);
    }

    /** The policies of the settings, with a configured instance of each of their rules. */
    public PolicySet policies(RecordValidatorConfig config) {
        return new PolicySet(config.policies().stream()
                .map(policy -> new TopicPolicy(policy.name(), policy.topics(), chain(policy)))
                .toList());
    }

    private List<RecordValidationPolicy> chain(PolicyConfig policy) {
        List<RecordValidationPolicy> chain = new ArrayList<>();
        policy.rules().forEach((name, options) -> chain.add(rule(policy, name, options)));
        return chain;
    }

    private RecordValidationPolicy rule(PolicyConfig policy, String name, Map<String, String> options) {
        Supplier<RecordValidationPolicy> known = byName.get(name);
        if (known == null) {
            String key = policy.prefix() + RecordValidatorConfig.RULES;
            throw Refusal.setting(
                    key,
                    name,
                    "rules among " + byName.keySet(),
                    "correct the name, or put the jar that has the rule into libs/");
        }
        RecordValidationPolicy rule = known.get();
        rule.configure(Settings.parse(policy.prefix() + name + ".", rule.configDef(), options)
                .values());
        return rule;
    }
}
