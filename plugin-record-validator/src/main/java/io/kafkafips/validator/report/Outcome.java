package io.kafkafips.validator.report;

import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.BatchVerdict.RuleNote;
import io.kafkafips.validator.policy.RuleMode;

/**
 * A verdict in numbers.
 *
 * @param records that were looked at
 * @param rejected of these
 * @param warnings refusals by rules that only warn
 * @param undecided by such rules
 */
record Outcome(int records, int rejected, int warnings, int undecided) {
    static Outcome of(BatchVerdict verdict) {
        int warnings = 0;
        int undecided = 0;
        if (verdict.hasNotes()) {
            for (RuleNote note : verdict.notes()) {
                warnings += note.rule().mode() == RuleMode.REJECT ? 0 : note.refused();
                undecided += note.undecided();
            }
        }
        return new Outcome(verdict.records(), verdict.violations().size(), warnings, undecided);
    }
}
