package io.kafkafips.validator.policy;

import java.util.Locale;

/** What follows when a rule refuses a record. */
public enum RuleMode {
    /** The record is refused, and its batch with it. */
    REJECT,
    /** The record is accepted; the refusal is counted, and tells what {@link #REJECT} would do. */
    WARN,
    /** As {@link #WARN}, for a share of the batches alone; the rule costs that share. */
    SAMPLE;

    /** As a policy file names it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
