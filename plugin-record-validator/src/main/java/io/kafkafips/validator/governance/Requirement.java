package io.kafkafips.validator.governance;

import java.util.List;

/** One thing that an entry asks of topics. Immutable. */
interface Requirement {
    /** What about the change is refused, each with what was asked for and what is allowed; empty when it is content. */
    List<String> violations(TopicChange change);
}
