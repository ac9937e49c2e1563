package io.kafkafips.validator.registry;

import io.kafkafips.commons.config.Refusal;
import java.util.Arrays;
import java.util.List;

/** What becomes of a record whose schema the registry could not be asked for; in a policy file, the option {@code on-outage}. */
public enum OutageRule {
    /** The producer gets a retriable error: what it sends lasts through an outage up to its {@code delivery.timeout.ms}. */
    RETRY("retry"),

    /** The record is refused for good. */
    REJECT("reject"),

    /** The record is appended without having been validated. */
    ACCEPT_UNVALIDATED("accept-unvalidated");

    private final String option;

    OutageRule(String option) {
        this.option = option;
    }

    /** As a policy file names it. */
    public String option() {
        return option;
    }

    static List<String> options() {
        return Arrays.stream(values()).map(OutageRule::option).toList();
    }

    static OutageRule of(String option) {
        return Arrays.stream(values())
                .filter(rule -> rule.option.equals(option))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.setting("on-outage", option, "one of " + options(), "on-outage: " + RETRY.option));
    }
}
