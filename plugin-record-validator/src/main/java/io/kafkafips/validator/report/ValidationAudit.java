package io.kafkafips.validator.report;

import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.AuditOrigin;
import io.kafkafips.commons.audit.AuditTrail;
import io.kafkafips.commons.config.Versions;
import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.BatchVerdict.RuleNote;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import io.kafkafips.validator.policy.RuleFailure;
import io.kafkafips.validator.policy.RuleMode;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.ValidationDeferred;
import io.kafkafips.validator.policy.ValidationListener;
import io.kafkafips.validator.report.RejectionFacts.Cause;
import io.kafkafips.validator.report.RejectionFacts.Finding;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail {@code validator-<node.id>}: refused batches and warnings with who sent them, and what became of the policies. A batch
 * that the producer is told to send again is not on record. Thread-safe; never waits.
 */
public final class ValidationAudit implements ValidationListener, AutoCloseable {
    /** CloudEvents type of a refusal or a warning. */
    public static final String EVENT_TYPE = "io.kafkafips.recordvalidation.v1";

    /** CloudEvents type of a reload of the policies, or of its refusal. */
    public static final String POLICIES_TYPE = "io.kafkafips.recordvalidation.policies.v1";

    /** Events that wait, and different ones that are held: each may keep a certificate's names in memory. */
    private static final int MOST_EVENTS = 4096;

    private static final String AUDIT = "audit.";

    private final AuditTrail trail;
    private final int nodeId;
    private final ClientSource clients;
    private final InstantSource clock;

    private ValidationAudit(AuditTrail trail, int nodeId, ClientSource clients, InstantSource clock) {
        this.trail = trail;
        this.nodeId = nodeId;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Opens the trail; empty when {@value AuditConfig#DIRECTORY} is not set.
     *
     * @param serverProperties of the broker
     * @param clients whose batches they are
     * @param clock time of the events
     * @throws org.apache.kafka.common.config.ConfigException when a setting cannot be used, or the trail cannot go on
     */
    public static Optional<ValidationAudit> open(
            Map<String, String> serverProperties, ClientSource clients, InstantSource clock) {
        serverProperties.forEach((key, value) -> {
            if (key.startsWith(AUDIT)) {
                RecordValidatorConfig.refuseProviderReference(key, value);
            }
        });
        int nodeId = nodeId(serverProperties);
        AuditOrigin origin = new AuditOrigin(
                "validator-" + nodeId,
                Map.of(
                        "nodeId",
                        nodeId,
                        "role",
                        "broker",
                        "plugin",
                        "record-validator " + Versions.of(ValidationAudit.class)));
        return AuditConfig.of(serverProperties)
                .map(config -> new ValidationAudit(
                        AuditTrail.open(config.withoutWaiting(MOST_EVENTS), origin, clock), nodeId, clients, clock));
    }

    private static int nodeId(Map<String, String> serverProperties) {
        try {
            String nodeId = serverProperties.get("node.id");
            return Integer.parseInt(String.valueOf(nodeId == null ? serverProperties.get("broker.id") : nodeId)
                    .trim());
        } catch (NumberFormatException e) {
            // Kafka refuses that, or makes one up
            return -1;
        }
    }

    @Override
    public void concluded(TopicMetadata topic, BatchVerdict verdict) {
        if (!verdict.hasNotes()) {
            return;
        }
        AuditedClient client = AuditedClient.of(clients.current());
        for (RuleNote note : verdict.notes()) {
            if (note.refused() > 0) {
                append(
                        note.rule().mode() == RuleMode.REJECT ? Cause.INVALID : Cause.WARNING,
                        verdict.policy(),
                        note.rule().name(),
                        topic,
                        new Finding(note.refused(), note.batchIndex(), note.message()),
                        client);
            }
        }
    }

    @Override
    public void unreadable(TopicMetadata topic, String reason) {
        append(Cause.UNREADABLE, topic, reason);
    }

    @Override
    public void ruleFailure(TopicMetadata topic, RuleFailure failure) {
        append(
                Cause.RULE_FAILURE,
                failure.policy(),
                failure.rule(),
                topic,
                Finding.ofBatch(failure.batchIndex(), String.valueOf(failure.getMessage())),
                AuditedClient.of(clients.current()));
    }

    @Override
    public void deferred(TopicMetadata topic, ValidationDeferred deferral) {
        // the batch will be back, and is decided on then
    }

    @Override
    public void held(TopicMetadata topic, String policy) {
        // as above
    }

    @Override
    public void overBudget(TopicMetadata topic, String reason) {
        append(Cause.OVER_BUDGET, topic, reason);
    }

    private void append(Cause cause, TopicMetadata topic, String reason) {
        append(cause, null, null, topic, Finding.ofBatch(-1, reason), AuditedClient.of(clients.current()));
    }

    private void append(
            Cause cause,
            @Nullable String policy,
            @Nullable String rule,
            TopicMetadata topic,
            Finding finding,
            AuditedClient client) {
        trail.append(
                clock.millis(),
                new RejectionFacts(
                        cause,
                        policy,
                        rule,
                        topic.topicPartition().topic(),
                        topic.topicPartition().partition(),
                        finding,
                        client,
                        nodeId));
    }

    /** The policies were taken over, or a change of theirs was refused. */
    void policies(PoliciesMXBean now) {
        trail.append(
                clock.millis(),
                new PoliciesFacts(
                        now.getReloadRefusedNow() == 0,
                        now.getPolicyCount(),
                        now.getGeneration(),
                        now.getLoadedAt(),
                        now.getFiles(),
                        now.getLastError(),
                        nodeId));
    }

    @Override
    public void close() {
        trail.close();
    }
}
