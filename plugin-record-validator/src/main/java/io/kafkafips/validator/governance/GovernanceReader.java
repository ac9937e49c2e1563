package io.kafkafips.validator.governance;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import io.kafkafips.validator.governance.ConfigRequirement.Presence;
import io.kafkafips.validator.governance.GovernanceEntry.Effect;
import io.kafkafips.validator.governance.TopicChange.Size;
import io.kafkafips.validator.policy.PolicyFileReader;
import io.kafkafips.validator.policy.TopicPatterns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code topic-governance} of a policy file:
 *
 * <pre>{@code
 * topic-governance:                       # every entry that is for a topic counts, up to one that exempts it
 *   - name: scratch
 *     topics: ["scratch-.*"]
 *     exempt: true                        # instead of requirements
 *   - name: all
 *     topics: [".*"]
 *     except-topics: ["legacy-.*"]        # optional
 *     mode: reject                        # optional: reject or warn
 *     names-must-match: ["(payments|orders)-[a-z0-9-]+"]
 *     partitions: {at-least: 3, at-most: 64}
 *     replication-factor: {at-least: 3, at-most: 3}
 *     configs:
 *       retention.ms: {set: required, at-least: 3600000, at-most: 604800000}
 *       min.insync.replicas: {at-least: 2}
 *       cleanup.policy: {one-of: [delete, compact, "compact,delete"]}
 *       remote.storage.enable: true       # short for {set: required, one-of: [true]}
 *       unclean.leader.election.enable: {set: forbidden}
 * }</pre>
 *
 * <p>Anything else is refused with its place. Stateless.
 */
public final class GovernanceReader {
    private static final int MOST_ENTRIES = 1000;
    private static final String AT_LEAST = "at-least";
    private static final String AT_MOST = "at-most";
    private static final String ONE_OF = "one-of";
    private static final String SET = "set";
    private static final Set<String> BOUNDS = Set.of(AT_LEAST, AT_MOST);
    private static final Set<String> OF_CONFIGS = Set.of(AT_LEAST, AT_MOST, ONE_OF, SET);
    private static final Set<String> REQUIREMENTS =
            Set.of("names-must-match", "partitions", "replication-factor", "configs");
    private static final Set<String> OF_ENTRIES = Stream.concat(
                    Stream.of("name", TopicPatterns.TOPICS, TopicPatterns.EXCEPT, "exempt", "mode"),
                    REQUIREMENTS.stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    private GovernanceReader() {}

    /** Reads the list of entries. */
    public static TopicGovernance read(YamlNode section) throws YamlException {
        List<YamlNode> elements = section.elements();
        if (elements.size() > MOST_ENTRIES) {
            throw section.refused("at most " + MOST_ENTRIES + " elements");
        }
        Set<String> names = new HashSet<>();
        List<GovernanceEntry> entries = new ArrayList<>();
        for (YamlNode element : elements) {
            entries.add(entry(element.mapping(OF_ENTRIES), names));
        }
        return new TopicGovernance(entries);
    }

    private static GovernanceEntry entry(YamlMapping entry, Set<String> names) throws YamlException {
        String name = PolicyFileReader.uniqueName(entry.required("name"), names);
        TopicPatterns topics = TopicPatterns.read(entry);
        List<Requirement> requirements = requirements(entry);
        boolean exempt =
                entry.optional("exempt").isPresent() && entry.required("exempt").bool();
        if (exempt != requirements.isEmpty()) {
            throw entry.node().refused("at least one of " + new TreeSet<>(REQUIREMENTS) + ", or exempt: true and none");
        }
        Optional<YamlNode> mode = entry.optional("mode");
        if (exempt && mode.isPresent()) {
            throw mode.get().refused("no mode with exempt: true");
        }
        return new GovernanceEntry(name, topics, exempt ? Effect.EXEMPT : effect(mode), requirements);
    }

    private static Effect effect(Optional<YamlNode> mode) throws YamlException {
        String text = mode.isPresent() ? mode.get().string() : "reject";
        return switch (text) {
            case "reject" -> Effect.REJECT;
            case "warn" -> Effect.WARN;
            default -> throw mode.orElseThrow().refused("reject or warn");
        };
    }

    private static List<Requirement> requirements(YamlMapping entry) throws YamlException {
        List<Requirement> requirements = new ArrayList<>();
        if (entry.optional("names-must-match").isPresent()) {
            requirements.add(new NameRequirement(TopicPatterns.patterns(entry.required("names-must-match"))));
        }
        addSize(requirements, entry, "partitions", size -> List.of(size.partitions()));
        addSize(requirements, entry, "replication-factor", Size::replicationFactors);
        if (entry.optional("configs").isPresent()) {
            YamlMapping configs = entry.required("configs").anyMapping();
            if (configs.isEmpty()) {
                throw configs.node().refused("at least one config");
            }
            for (String key : new TreeSet<>(configs.keys())) {
                requirements.add(config(key, configs.required(key)));
            }
        }
        return requirements;
    }

    private static void addSize(
            List<Requirement> requirements, YamlMapping entry, String key, Function<Size, List<Integer>> counts)
            throws YamlException {
        if (entry.optional(key).isPresent()) {
            YamlMapping mapping = entry.required(key).mapping(BOUNDS);
            Bounds bounds = bounds(mapping);
            if (bounds.isEverything()) {
                throw mapping.node().refused(AT_LEAST + ", " + AT_MOST + " or both");
            }
            requirements.add(new SizeRequirement(key, counts, bounds));
        }
    }

    private static ConfigRequirement config(String key, YamlNode node) throws YamlException {
        if (!node.isMapping()) {
            return new ConfigRequirement(key, Presence.REQUIRED, Bounds.NONE, List.of(node.scalar()));
        }
        YamlMapping mapping = node.mapping(OF_CONFIGS);
        Presence presence = presence(mapping.optional(SET));
        Bounds bounds = bounds(mapping);
        List<String> values = new ArrayList<>();
        if (mapping.optional(ONE_OF).isPresent()) {
            for (YamlNode value : mapping.required(ONE_OF).list()) {
                values.add(value.scalar());
            }
        }
        boolean about = !values.isEmpty() || !bounds.isEverything();
        if (presence == Presence.FORBIDDEN ? about : presence == Presence.OPTIONAL && !about) {
            throw node.refused(
                    "something about its value, or " + SET + ": " + Presence.FORBIDDEN.key() + " and nothing else");
        }
        return new ConfigRequirement(key, presence, bounds, List.copyOf(values));
    }

    private static Presence presence(Optional<YamlNode> node) throws YamlException {
        if (node.isEmpty()) {
            return Presence.OPTIONAL;
        }
        String text = node.get().string();
        for (Presence presence : Presence.values()) {
            if (presence.key().equals(text)) {
                return presence;
            }
        }
        throw node.get()
                .refused("one of "
                        + Stream.of(Presence.values()).map(Presence::key).toList());
    }

    private static Bounds bounds(YamlMapping mapping) throws YamlException {
        BigDecimal atLeast = number(mapping.optional(AT_LEAST));
        BigDecimal atMost = number(mapping.optional(AT_MOST));
        if (atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0) {
            throw mapping.required(AT_MOST).refused("not less than " + AT_LEAST);
        }
        return new Bounds(atLeast, atMost);
    }

    private static @Nullable BigDecimal number(Optional<YamlNode> node) throws YamlException {
        if (node.isEmpty()) {
            return null;
        }
        String text = node.get().scalar();
        if (!NUMBER.matcher(text).matches()) {
            throw node.get().refused("a number");
        }
        return new BigDecimal(text);
    }
}
