package io.kafkafips.validator.report;

import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.AuditFacts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch that was refused, or that a rule warned of.
 *
 * <p>Equal are those of one client, topic, cause, policy and rule: partition, records and message are those of the first.
 *
 * @param cause why
 * @param policy name of the policy; {@code null} when no rule was the reason
 * @param rule name of the rule; {@code null} likewise
 * @param topic name of the topic
 * @param partition number of the partition
 * @param finding of the batch
 * @param client who sent it
 * @param nodeId the broker
 */
record RejectionFacts(
        Cause cause,
        @Nullable String policy,
        @Nullable String rule,
        String topic,
        int partition,
        Finding finding,
        AuditedClient client,
        int nodeId)
        implements AuditFacts {

    /** What a batch is on record for. */
    enum Cause {
        /** A rule in mode reject refused records. */
        INVALID,
        /** A rule in mode warn or sample did. */
        WARNING,
        UNREADABLE,
        OVER_BUDGET,
        RULE_FAILURE
    }

    /**
     * What was found in a batch.
     *
     * @param records that the rule refused, 0 when it is about the batch
     * @param batchIndex the first of these, -1 when it is not known
     * @param message without payload
     */
    record Finding(int records, int batchIndex, String message) {
        static Finding ofBatch(int batchIndex, String message) {
            return new Finding(0, batchIndex, message);
        }
    }

    @Override
    public String type() {
        return ValidationAudit.EVENT_TYPE;
    }

    @Override
    public String subject() {
        return "TOPIC:" + topic;
    }

    @Override
    public boolean urgent() {
        return cause != Cause.WARNING;
    }

    @Override
    public void describe(AuditData data) {
        data.add("decision", cause == Cause.WARNING ? "WARNED" : "REJECTED");
        data.add("cause", cause.name());
        data.add("policy", policy);
        data.add("rule", rule);
        data.add("topic", topic);
        data.add("partition", partition);
        data.add("records", finding.records() == 0 ? null : finding.records());
        data.add("batchIndex", finding.batchIndex() < 0 ? null : finding.batchIndex());
        data.add("message", finding.message());
        client.describe(data);
        data.add("nodeId", nodeId);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RejectionFacts that
                && cause == that.cause
                && Objects.equals(policy, that.policy)
                && Objects.equals(rule, that.rule)
                && topic.equals(that.topic)
                && client.equals(that.client)
                && nodeId == that.nodeId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(cause, policy, rule, topic, client);
    }
}
