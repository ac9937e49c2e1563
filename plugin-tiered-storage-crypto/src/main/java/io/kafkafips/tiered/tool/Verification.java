package io.kafkafips.tiered.tool;

import java.util.List;

/**
 * What a verification has found.
 *
 * @param objects how many were looked at
 * @param good how many of them are bit by bit what was stored
 * @param bytes size of those that were looked at
 * @param plaintextBytes length of what the good ones hold
 * @param vanished objects that were deleted meanwhile
 * @param otherFiles files that are no objects
 * @param findings the first so many, by path
 * @param moreFindings how many there are beyond
 */
public record Verification(
        long segments,
        long objects,
        long good,
        long bytes,
        long plaintextBytes,
        long vanished,
        long otherFiles,
        List<ObjectFinding> findings,
        long moreFindings,
        List<IncompleteUpload> incomplete) {
    public Verification {
        findings = List.copyOf(findings);
        incomplete = List.copyOf(incomplete);
    }

    /** Whether every object is good, and every segment whole. */
    public boolean allGood() {
        return findings.isEmpty() && incomplete.isEmpty();
    }
}
