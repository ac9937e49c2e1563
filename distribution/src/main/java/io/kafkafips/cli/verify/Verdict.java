package io.kafkafips.cli.verify;

import java.time.Duration;

/**
 * A test that was carried out. Immutable.
 *
 * @param check which
 * @param outcome how it ended
 * @param took how long it took
 */
record Verdict(Check check, Outcome outcome, Duration took) {
    boolean is(Result result) {
        return outcome.result() == result;
    }
}
