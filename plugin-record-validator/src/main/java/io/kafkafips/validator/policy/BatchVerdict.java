package io.kafkafips.validator.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of one batch: the records that were refused so far, at most {@value #MOST_VIOLATIONS}, and for each rule how many it
 * refused. Belongs to one thread.
 */
public final class BatchVerdict {
    /** More than this is of no use to a producer, and a cheap way to make a broker write long answers. */
    public static final int MOST_VIOLATIONS = 100;

    private final String policy;
    private final TopicRule[] chain;
    private final List<RecordViolation> violations = new ArrayList<>(0);
    /** By position in the chain; made when there is something to note. */
    private @Nullable Note @Nullable [] notes;

    /** By position in the chain; {@code null} unless the rules are timed on this batch. */
    private final Time @Nullable [] times;

    private int records;

    BatchVerdict(String policy, TopicRule[] chain, boolean timed) {
        this.policy = policy;
        this.chain = chain;
        this.times = timed ? Stream.generate(Time::new).limit(chain.length).toArray(Time[]::new) : null;
    }

    /**
     * What one rule had to say.
     *
     * @param rule the rule
     * @param refused records that it refused
     * @param undecided records that it could not decide on, without being the reason for a refusal
     * @param batchIndex the first record that it refused, or -1
     * @param message why it refused that one
     */
    public record RuleNote(TopicRule rule, int refused, int undecided, int batchIndex, String message) {}

    /**
     * What one rule took.
     *
     * @param rule the rule
     * @param records that it looked at
     * @param nanos for all of them
     */
    public record RuleTime(TopicRule rule, int records, long nanos) {}

    private static final class Time {
        int records;
        long nanos;
    }

    private static final class Note {
        int refused;
        int undecided;
        int batchIndex = -1;
        String message = "";
    }

    TopicRule[] chain() {
        return chain;
    }

    void accept() {
        records++;
    }

    void reject(int position, RecordViolation violation) {
        records++;
        violations.add(violation);
        refused(position, violation.batchIndex(), violation.message());
    }

    void warn(int position, int batchIndex, String message) {
        refused(position, batchIndex, message);
    }

    void undecided(int position) {
        note(position).undecided++;
    }

    boolean isTimed() {
        return times != null;
    }

    void took(int position, long nanos) {
        if (times != null) {
            times[position].records++;
            times[position].nanos += nanos;
        }
    }

    private void refused(int position, int batchIndex, String message) {
        Note note = note(position);
        if (note.refused++ == 0) {
            note.batchIndex = batchIndex;
            note.message = message;
        }
    }

    private Note note(int position) {
        if (notes == null) {
            notes = new Note[chain.length];
        }
        Note note = notes[position];
        if (note == null) {
            note = new Note();
            notes[position] = note;
        }
        return note;
    }

    /** The policy that decided. */
    public String policy() {
        return policy;
    }

    /** The rules that looked at the batch, in their order. */
    public List<TopicRule> rules() {
        return List.of(chain);
    }

    /** Of each rule that had something to say. */
    public List<RuleNote> notes() {
        List<RuleNote> told = new ArrayList<>();
        for (int i = 0; notes != null && i < chain.length; i++) {
            Note note = notes[i];
            if (note != null) {
                told.add(new RuleNote(chain[i], note.refused, note.undecided, note.batchIndex, note.message));
            }
        }
        return told;
    }

    /** What each rule took, if this batch is one of those on which they are timed; else none. */
    public List<RuleTime> times() {
        if (times == null) {
            return List.of();
        }
        List<RuleTime> taken = new ArrayList<>(chain.length);
        for (int i = 0; i < chain.length; i++) {
            taken.add(new RuleTime(chain[i], times[i].records, times[i].nanos));
        }
        return taken;
    }

    /** Whether {@link #notes} has any. */
    public boolean hasNotes() {
        return notes != null;
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
