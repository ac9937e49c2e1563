package io.kafkafips.validator.governance;

import io.kafkafips.validator.governance.GovernanceEntry.Effect;
import io.kafkafips.validator.policy.PolicySet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that is asked of topics. Every entry that is for a topic counts, in their order, up to the first one that exempts it: what
 * holds for all topics is written once. Kafka's own topics, whose names start with {@code __}, are never asked anything. Immutable.
 */
public final class TopicGovernance {
    private final List<GovernanceEntry> entries;

    TopicGovernance(List<GovernanceEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * What the entries say to a change; each text names the entry, what was asked for and what is allowed.
     *
     * @param violations for which it has to be refused
     * @param warnings for which it would be, if these entries did more than warn
     */
    public record Review(List<String> violations, List<String> warnings) {
        static final Review CONTENT = new Review(List.of(), List.of());
    }

    /** Asks the entries. */
    public Review review(TopicChange change) {
        if (change.topic().startsWith(PolicySet.INTERNAL_TOPICS)) {
            return Review.CONTENT;
        }
        List<String> violations = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (GovernanceEntry entry : entries) {
            if (entry.topics().covers(change.topic())) {
                if (entry.effect() == Effect.EXEMPT) {
                    break;
                }
                List<String> found = entry.effect() == Effect.REJECT ? violations : warnings;
                entry.requirements()
                        .forEach(requirement -> requirement
                                .violations(change)
                                .forEach(violation -> found.add("policy " + entry.name() + ": " + violation)));
            }
        }
        return new Review(violations, warnings);
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    @Override
    public String toString() {
        return entries.stream().map(GovernanceEntry::name).collect(Collectors.joining(", ", "[", "]"));
    }
}
