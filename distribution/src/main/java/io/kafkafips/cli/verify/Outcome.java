package io.kafkafips.cli.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * How a test ended, and what was seen. Immutable.
 *
 * @param result how
 * @param evidence what was seen, one line for each thing that was tried; for a skipped test the reason
 */
record Outcome(Result result, List<String> evidence) {
    Outcome {
        evidence = List.copyOf(evidence);
    }

    static Outcome pass(String evidence) {
        return new Outcome(Result.PASS, List.of(evidence));
    }

    static Outcome fail(String evidence) {
        return new Outcome(Result.FAIL, List.of(evidence));
    }

    static Outcome skipped(String reason) {
        return new Outcome(Result.SKIPPED, List.of(reason));
    }

    static Outcome of(boolean good, String evidence) {
        return good ? pass(evidence) : fail(evidence);
    }

    /** The outcome of several tries: one failure is one too many, and all skipped is skipped. */
    static Outcome all(List<Outcome> tries) {
        List<String> evidence = new ArrayList<>();
        tries.forEach(each -> evidence.addAll(each.evidence()));
        for (Result worst : List.of(Result.FAIL, Result.PASS)) {
            if (tries.stream().anyMatch(each -> each.result() == worst)) {
                return new Outcome(worst, evidence);
            }
        }
        return new Outcome(Result.SKIPPED, evidence.isEmpty() ? List.of("there is nothing to try it on") : evidence);
    }
}
