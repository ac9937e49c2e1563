package io.kafkafips.commons.audit.verify;

import java.util.List;

/**
 * The result of {@link AuditVerifier#verify}.
 *
 * @param trails the trails of the folder, by source
 * @param findings what is wrong, in the order of the files; at most {@value #MOST_FINDINGS}
 * @param moreFindings how many there were beyond that
 */
public record Verification(List<TrailReport> trails, List<Finding> findings, long moreFindings) {
    static final int MOST_FINDINGS = 1000;

    public Verification {
        trails = List.copyOf(trails);
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. An {@link TrailReport.Ending#OPEN open} end is no finding. */
    public boolean intact() {
        return findings.isEmpty();
    }
}
