package io.kafkafips.validator.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The records of one batch that were refused so far, at most {@value #MOST_VIOLATIONS}. Belongs to one thread. */
public final class BatchVerdict {
    /** More than this is of no use to a producer, and a cheap way to make a broker write long answers. */
    public static final int MOST_VIOLATIONS = 100;

    private final String policy;
    private final List<RecordViolation> violations = new ArrayList<>(0);
    private int records;

    BatchVerdict(String policy) {
        this.policy = policy;
    }

    void accept() {
        records++;
    }

    void reject(RecordViolation violation) {
        records++;
        violations.add(violation);
    }

    /** How many records were looked at. */
    public int records() {
        return records;
    }

    /** Whether any record was refused, and with it the batch. */
    public boolean isRejected() {
        return !violations.isEmpty();
    }

    /** Whether looking at more records would tell the producer nothing more. */
    public boolean isFull() {
        return violations.size() >= MOST_VIOLATIONS;
    }

    public List<RecordViolation> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** One line for the producer and the broker's log. */
    public String summary() {
        String count = isFull()
                ? MOST_VIOLATIONS + " or more records of the batch"
                : violations.size() + " of the " + records + " records of the batch";
        return "Record validation policy " + policy + " refuses " + count + "; see the errors of the single records";
    }
}
