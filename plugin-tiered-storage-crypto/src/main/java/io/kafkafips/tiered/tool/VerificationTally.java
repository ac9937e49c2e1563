package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ContainerHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The results of a verification as they come in, from many threads. Keeps a bounded number of findings. Thread-safe. */
final class VerificationTally {
    private final int mostFindings;
    private final List<ObjectFinding> findings = new ArrayList<>();
    private final List<IncompleteUpload> incomplete = new ArrayList<>();
    private long moreFindings;
    private long segments;
    private long objects;
    private long good;
    private long bytes;
    private long plaintextBytes;
    private long vanished;

    VerificationTally(int mostFindings) {
        this.mostFindings = mostFindings;
    }

    synchronized void segment(StoredSegment segment) {
        segments++;
        if (!segment.isIncomplete()) {
            return;
        }
        if (incomplete.size() < mostFindings) {
            incomplete.add(new IncompleteUpload(segment.base(), segment.missing(), segment.leftovers()));
        } else {
            moreFindings++;
        }
    }

    synchronized void good(StoredObject object, ContainerHeader header) {
        objects++;
        good++;
        bytes += object.bytes();
        plaintextBytes += header.plaintextBytes();
    }

    synchronized void bad(StoredObject object, ObjectFinding finding) {
        objects++;
        bytes += object.bytes();
        add(finding);
    }

    synchronized void vanished() {
        vanished++;
    }

    synchronized void add(ObjectFinding finding) {
        if (findings.size() < mostFindings) {
            findings.add(finding);
        } else {
            moreFindings++;
        }
    }

    synchronized Verification result(long otherFiles) {
        findings.sort(Comparator.comparing(ObjectFinding::file).thenComparing(ObjectFinding::fault));
        incomplete.sort(Comparator.comparing(IncompleteUpload::base));
        return new Verification(
                segments,
                objects,
                good,
                bytes,
                plaintextBytes,
                vanished,
                otherFiles,
                findings,
                moreFindings,
                incomplete);
    }
}
