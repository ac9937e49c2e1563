package io.kafkafips.validator.report;

/** How the validation of a batch ended without a verdict. */
enum Ending {
    DEFERRED,
    OVER_BUDGET,
    UNREADABLE,
    RULE_FAILURE
}
