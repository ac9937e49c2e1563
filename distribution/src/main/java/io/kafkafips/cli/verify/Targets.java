package io.kafkafips.cli.verify;

import io.kafkafips.cli.verify.wire.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The addresses that a test is tried on, one after the other. Immutable. */
record Targets(List<Target> all) {
    Targets {
        all = List.copyOf(all);
    }

    /** A try on one address. */
    @FunctionalInterface
    interface OnOne {
        /** Tries; an {@link IOException} means that the address cannot be examined, which is no pass. */
        Outcome run(Target target) throws IOException;
    }

    /** The trial that tries each. */
    Trial each(OnOne trial) {
        return () -> {
            List<Outcome> tries = new ArrayList<>();
            for (Target target : all) {
                tries.add(named(target, tried(target, trial)));
            }
            return Outcome.all(tries);
        };
    }

    private static Outcome tried(Target target, OnOne trial) {
        try {
            return trial.run(target);
        } catch (IOException e) {
            return Outcome.fail("cannot be told: " + e.getMessage());
        }
    }

    private static Outcome named(Target target, Outcome outcome) {
        return new Outcome(
                outcome.result(),
                outcome.evidence().stream().map(line -> target + ": " + line).toList());
    }
}
