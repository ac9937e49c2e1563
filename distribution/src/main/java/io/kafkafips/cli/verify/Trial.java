package io.kafkafips.cli.verify;

/** What carries out one {@link Check}. */
@FunctionalInterface
interface Trial {
    /** Carries it out; an exception is a failure of the test, in its words. */
    Outcome run() throws Exception;
}
