package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import io.kafkafips.commons.config.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy file of version 1:
 *
 * <pre>{@code
 * version: 1
 * registries:                           # optional
 *   - name: main
 *     url: ["https://registry.example:8081"]
 * policies:                             # the first whose topics match decides alone
 *   - name: scratch
 *     topics: ["orders-scratch-.*"]     # java.util.regex; any of them matches the whole name
 *     exempt: true                      # instead of rules
 *   - name: orders
 *     topics: ["orders-.*"]
 *     except-topics: ["orders-raw"]     # optional
 *     headers:                          # lists of rules, asked in this order: headers, key, value, record
 *       - {rule: required-headers, names: [trace-id, source]}
 *     key:
 *       - {rule: not-null}
 *     value:
 *       - rule: json
 *         name: body-is-json            # optional; in errors, metrics and audit
 *         mode: reject                  # optional: reject, warn or sample
 *         max-depth: 50                 # the rest are options of the rule
 *       - {rule: pii, mode: sample, sample-percent: 5, detect: [credit-card]}
 *     record:
 *       - {rule: size, max-bytes: 100000}
 * topic-governance: []                  # optional; read by the topic policies on controllers
 * }</pre>
 *
 * <p>Anything else is refused with its place. Stateless.
 */
public final class PolicyFileReader {
    /** The key of what the file says of topics themselves. */
    public static final String GOVERNANCE = "topic-governance";

    private static final int MOST_POLICIES = 1000;
    private static final int MOST_RULES = 100;
    private static final int ALL_PERCENT = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Set<String> OF_POLICIES = Stream.concat(
                    Stream.of("name", TopicPatterns.TOPICS, TopicPatterns.EXCEPT, "exempt"),
                    Stream.of(RecordPart.values()).map(RecordPart::key))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OF_RULES = Set.of("rule", "name", "mode", "sample-percent");
    private static final List<RecordPart> ORDER =
            List.of(RecordPart.HEADERS, RecordPart.KEY, RecordPart.VALUE, RecordPart.RECORD);

    private PolicyFileReader() {}

    /**
     * What a policy file says.
     *
     * @param registries by name, with their options
     * @param policies in their order
     * @param governance what it says of topics, if it does
     */
    record PolicyFile(
            List<RegistryDefinition> registries,
            List<PolicyDefinition> policies,
            @Nullable YamlNode governance) {}

    /**
     * A schema registry as it was written.
     *
     * @param name unique among them
     * @param options the rest
     */
    record RegistryDefinition(String name, OptionSource options) {}

    /**
     * Reads the file.
     *
     * @param source name of the file, for messages
     * @param utf8 its content
     */
    static PolicyFile read(String source, byte[] utf8) throws YamlException {
        YamlMapping root =
                YamlReader.read(source, utf8).mapping(Set.of("version", "registries", "policies", GOVERNANCE));
        root.required("version").integer(1, 1);
        Set<String> registryNames = new HashSet<>();
        List<RegistryDefinition> registries = new ArrayList<>();
        for (YamlNode element : elements(root.optional("registries"), MOST_POLICIES)) {
            YamlMapping registry = element.anyMapping();
            registries.add(new RegistryDefinition(
                    uniqueName(registry.required("name"), registryNames), new YamlOptions(registry, Set.of("name"))));
        }
        Set<String> policyNames = new HashSet<>();
        List<PolicyDefinition> policies = new ArrayList<>();
        for (YamlNode element : elements(Optional.of(root.required("policies")), MOST_POLICIES)) {
            policies.add(policy(element.mapping(OF_POLICIES), policyNames));
        }
        return new PolicyFile(registries, policies, root.optional(GOVERNANCE).orElse(null));
    }

    /**
     * What a policy file says of topics themselves.
     *
     * @param source name of the file, for messages
     * @param utf8 its content, all of which has to be well written
     * @return {@code null} when it says nothing
     */
    public static @Nullable YamlNode governance(String source, byte[] utf8) throws YamlException {
        return read(source, utf8).governance();
    }

    private static PolicyDefinition policy(YamlMapping policy, Set<String> names) throws YamlException {
        String name = uniqueName(policy.required("name"), names);
        List<RuleDefinition> rules = new ArrayList<>();
        Set<String> ruleNames = new HashSet<>();
        for (RecordPart part : ORDER) {
            for (YamlNode element : elements(policy.optional(part.key()), MOST_RULES)) {
                rules.add(rule(element.anyMapping(), part, ruleNames));
            }
        }
        boolean exempt = policy.optional("exempt").isPresent()
                && policy.required("exempt").bool();
        if (exempt != rules.isEmpty()) {
            throw policy.node()
                    .refused("rules under one of "
                            + ORDER.stream().map(RecordPart::key).toList() + ", or exempt: true and none");
        }
        TopicPatterns topics = TopicPatterns.read(policy);
        return new PolicyDefinition(name, topics.topics(), topics.exceptTopics(), rules);
    }

    private static RuleDefinition rule(YamlMapping rule, RecordPart part, Set<String> names) throws YamlException {
        YamlNode kind = rule.required("rule");
        YamlNode name = rule.optional("name").orElse(kind);
        String unique = uniqueName(name, names);
        RuleMode mode = mode(rule.optional("mode"));
        Optional<YamlNode> percent = rule.optional("sample-percent");
        if (percent.isPresent() != (mode == RuleMode.SAMPLE)) {
            throw rule.node().refused("sample-percent with mode: sample, and with that alone");
        }
        return new RuleDefinition(
                kind.string(),
                unique,
                part,
                mode,
                percent.isPresent() ? (int) percent.get().integer(1, ALL_PERCENT) : ALL_PERCENT,
                new YamlOptions(rule, OF_RULES));
    }

    private static RuleMode mode(Optional<YamlNode> node) throws YamlException {
        String mode = node.isPresent() ? node.get().string() : RuleMode.REJECT.key();
        for (RuleMode known : RuleMode.values()) {
            if (known.key().equals(mode)) {
                return known;
            }
        }
        throw node.orElseThrow()
                .refused("one of "
                        + Stream.of(RuleMode.values()).map(RuleMode::key).toList());
    }

    /** A name that can stand in messages and metrics, and none of the given ones, which it joins. */
    public static String uniqueName(YamlNode node, Set<String> names) throws YamlException {
        String name = node.string();
        if (!NAME.matcher(name).matches()) {
            throw node.refused("a name of letters, digits, _, . and -, at most 64");
        }
        if (!names.add(name)) {
            throw node.refused("a name that none before it has; rules of one kind are told apart by their name");
        }
        return name;
    }

    private static List<YamlNode> elements(Optional<YamlNode> list, int most) throws YamlException {
        if (list.isEmpty()) {
            return List.of();
        }
        if (list.get().elements().size() > most) {
            throw list.get().refused("at most " + most + " elements");
        }
        return list.get().elements();
    }
}
