package io.kafkafips.cli.output;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option with which commands that take long keep silent about it, to be mixed in. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ProgressOptions {
    /** Set by the launcher: whether standard error is a terminal. Java itself cannot tell before release 22. */
    static final String TERMINAL = "kafkafips.cli.terminal";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--quiet", description = "no progress bar; there is none either when standard error is no terminal")
    private boolean quiet;

    /** Whether a bar is to be seen. */
    public boolean isShown() {
        return !quiet && Boolean.getBoolean(TERMINAL);
    }

    /**
     * Shows how far a task has come until the meter is closed, or nothing.
     *
     * @param what is counted, such as {@code bytes}
     * @param total all of it; of no account when nothing is shown
     */
    public Meter start(String what, long total) {
        return isShown() ? new ProgressBar(command.commandLine().getErr(), what, total) : new Silent();
    }

    private static final class Silent implements Meter {
        @Override
        public void accept(long more) {
            // nobody looks
        }

        @Override
        public void close() {
            // nothing was drawn
        }
    }
}
