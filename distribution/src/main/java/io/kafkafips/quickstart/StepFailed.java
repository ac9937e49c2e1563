package io.kafkafips.quickstart;

/** Says that a step saw something else than it must see. */
final class StepFailed extends Exception {
    StepFailed(String message) {
        super(message);
    }

    /** Throws unless a fact holds. */
    static void unless(boolean fact, String message) throws StepFailed {
        if (!fact) {
            throw new StepFailed(message);
        }
    }
}
