package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;

/** The rules that are on the class path, by name: those of this jar, and those of other jars in {@code libs/}. */
public final class Rules {
    private final SortedMap<String, Supplier<RecordValidationPolicy>> byName;

    private Rules(SortedMap<String, Supplier<RecordValidationPolicy>> byName) {
        this.byName = byName;
    }

    /**
     * Finds them.
     *
     * @throws ConfigException when a rule cannot be loaded or two have the same name
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

    /** Their names. */
    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /**
     * The policies as they were written, with a configured instance of each of their rules. When one cannot be made, those that were
     * are closed.
     *
     * @param surroundings what a rule of a policy is given
     */
    PolicySet policies(List<PolicyDefinition> definitions, Function<PolicyDefinition, RuleSurroundings> surroundings) {
        List<TopicPolicy> policies = new ArrayList<>();
        try {
            for (PolicyDefinition policy : definitions) {
                List<TopicRule> chain = new ArrayList<>();
                // what is made so far belongs to a policy, so that it is closed with it
                try {
                    for (RuleDefinition rule : policy.rules()) {
                        chain.add(rule(rule, surroundings.apply(policy)));
                    }
                } finally {
                    policies.add(new TopicPolicy(policy, chain));
                }
            }
            return new PolicySet(policies);
        } catch (RuntimeException | Error e) {
            new PolicySet(policies).close();
            throw e;
        }
    }

    private TopicRule rule(RuleDefinition definition, RuleSurroundings surroundings) {
        OptionSource options = definition.options();
        Supplier<RecordValidationPolicy> known = byName.get(definition.kind());
        if (known == null) {
            throw options.refused(
                    "rules among " + byName.keySet() + ", not " + definition.kind(),
                    "correct the name, or put the jar that has the rule into libs/",
                    null);
        }
        RecordValidationPolicy rule = known.get();
        RecordPart part = definition.part() == null ? rule.parts().get(0) : definition.part();
        if (!rule.parts().contains(part)) {
            throw options.refused(
                    definition.kind() + " under one of "
                            + rule.parts().stream().map(RecordPart::key).toList() + ", not under " + part.key(),
                    "move the rule",
                    null);
        }
        Settings typed = Settings.parse(options, rule.configDef());
        rule.attach(surroundings.of(part, definition.name()));
        try {
            rule.configure(typed.values());
        } catch (ConfigException e) {
            throw options.refused("options that the rule " + definition.kind() + " can use", "mend that place", e);
        }
        return new TopicRule(definition.name(), definition.mode(), definition.samplePercent(), rule);
    }
}
