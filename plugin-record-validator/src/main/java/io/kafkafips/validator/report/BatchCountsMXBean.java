package io.kafkafips.validator.report;

import io.kafkafips.commons.metrics.Description;

/** What became of the batches of a topic, a policy, a principal or all of them, since the start of the broker or its first batch. */
public interface BatchCountsMXBean {
    @Description("Records of batches that validation let pass")
    long getAcceptedRecords();

    @Description("Batches that validation let pass")
    long getAcceptedBatches();

    @Description(
            "Records that a rule in mode reject refused; at most 100 of a batch are counted, which is what a producer is told")
    long getRejectedRecords();

    @Description("Batches that were refused since a rule refused one of their records")
    long getRejectedBatches();

    @Description("Records that no rule refused, of batches that were refused")
    long getBatchMateRecords();

    @Description("Refusals by rules in mode warn or sample; a record that two rules refuse is two")
    long getWarnings();

    @Description("Batches with such a refusal")
    long getWarnedBatches();

    @Description("Records on which a rule in mode warn or sample could not decide, or broke down; two rules are two")
    long getUndecided();

    @Description("Batches that the producer was told to send again, since a rule could not decide yet")
    long getDeferredBatches();

    @Description("Batches that were refused since their validation took too long")
    long getOverBudgetBatches();

    @Description("Batches that were refused since they are corrupt, too large, or in a format that is not read")
    long getUnreadableBatches();

    @Description("Batches that were refused since a rule broke down: a defect of the rule, to be looked into")
    long getRuleFailureBatches();
}
