package io.kafkafips.validator.report;

import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.AuditFacts;
import java.util.List;

/**
 * The policies were taken over, or a change of theirs was refused.
 *
 * @param inForce whether what lies there is in force
 * @param policies their number
 * @param generation which they are, from 1
 * @param loadedAt when those in force were loaded, ISO 8601
 * @param files what they were made of
 * @param error why the change was refused, else empty
 * @param nodeId the broker
 */
record PoliciesFacts(
        boolean inForce, int policies, long generation, String loadedAt, List<String> files, String error, int nodeId)
        implements AuditFacts {
    @Override
    public String type() {
        return ValidationAudit.POLICIES_TYPE;
    }

    @Override
    public String subject() {
        return "record.validation";
    }

    @Override
    public boolean urgent() {
        return true;
    }

    @Override
    public void describe(AuditData data) {
        data.add("outcome", inForce ? "IN_FORCE" : "REFUSED");
        data.add("policies", policies);
        data.add("generation", generation);
        data.add("loadedAt", loadedAt);
        data.add("files", files);
        data.add("error", error.isEmpty() ? null : error);
        data.add("nodeId", nodeId);
    }
}
