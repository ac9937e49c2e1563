package io.kafkafips.validator.governance;

import io.kafkafips.validator.policy.TopicPatterns;
import java.util.List;

/**
 * What is asked of some topics.
 *
 * @param name unique among the entries
 * @param topics which
 * @param effect what the entry does
 * @param requirements in their order; none when it exempts
 */
record GovernanceEntry(String name, TopicPatterns topics, Effect effect, List<Requirement> requirements) {
    GovernanceEntry {
        requirements = List.copyOf(requirements);
    }

    /** What an entry does with topics that it is for. */
    enum Effect {
        /** What does not meet the requirements is refused. */
        REJECT,
        /** What does not meet them is done, and told of in the log. */
        WARN,
        /** The entries further down do not count. */
        EXEMPT
    }
}
