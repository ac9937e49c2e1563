package io.kafkafips.validator.report;

import io.kafkafips.commons.metrics.Description;

/** What one rule of one policy said and took, since the start of the broker or its first batch with something to say. */
public interface RuleCountsMXBean {
    @Description("Records that the rule refused in mode reject")
    long getRejectedRecords();

    @Description("Batches with such a record")
    long getRejectedBatches();

    @Description("Records that the rule refused in mode warn or sample")
    long getWarnedRecords();

    @Description("Batches with such a record")
    long getWarnedBatches();

    @Description("Records on which the rule could not decide, or broke down, in mode warn or sample")
    long getUndecidedRecords();

    @Description("Batches that the rule could not decide on yet, in mode reject")
    long getDeferredBatches();

    @Description("Batches on which the rule broke down, in mode reject")
    long getFailures();

    @Description(
            "Records on which the rule was timed: those of one batch in 64, drawn by lot, that was looked at to its end")
    long getTimedRecords();

    @Description("Mean time for one of the timed records, in nanoseconds; NaN when there are none")
    double getMeanNanosPerRecord();

    @Description("An estimate of all the time that the rule took, in seconds: 64 times what the timed records took")
    double getEstimatedSeconds();
}
