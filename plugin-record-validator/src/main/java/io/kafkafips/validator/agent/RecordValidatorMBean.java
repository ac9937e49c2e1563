package io.kafkafips.validator.agent;

/** What JMX shows as {@code io.kafkafips:type=RecordValidator}; all counts are since the start of the broker. */
public interface RecordValidatorMBean {
    /** The policies in force, with their patterns and rules. */
    String getPolicies();

    /** Records that rules looked at. */
    long getValidatedRecords();

    /** Records that a rule refused. */
    long getRejectedRecords();

    /** Batches that were refused since a rule refused one of their records. */
    long getRejectedBatches();

    /** Batches that were refused since they are corrupt, too large, or in a format that is not read. */
    long getUnreadableBatches();

    /** Batches that were refused since a rule broke down: a defect of the rule, to be looked into. */
    long getRuleFailures();

    /** Batches that the producer was told to send again, since a rule could not decide yet. */
    long getDeferredBatches();

    /** Batches that were refused since their validation took longer than {@code record.validation.batch.budget.ms}. */
    long getOverrunBatches();
}
