package io.kafkafips.authorizer.condition;

import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import java.time.InstantSource;

/**
 * One thing that a rule demands of a request. Immutable, thread-safe.
 *
 * @param test whether a request has it
 * @param denial the answer to a request that has not
 */
record Requirement(Test test, DeniedByCondition denial) {
    /** A look at a request. Thread-safe, without waiting. */
    @FunctionalInterface
    interface Test {
        boolean holds(Origin origin, InstantSource clock);
    }
}
