package io.kafkafips.cli.output;

import org.jspecify.annotations.Nullable;

/** A failure that a user can mend: one sentence with what was seen, one with the remedy, and the exit code. */
public final class CommandFailure extends RuntimeException {
    private final int exitCode;
    private final String remedy;

    private CommandFailure(int exitCode, String seen, String remedy, @Nullable Throwable cause) {
        super(seen, cause);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /** A wrong option or a file that cannot be used. */
    public static CommandFailure usage(String seen, String remedy) {
        return new CommandFailure(ExitCode.USAGE, seen, remedy, null);
    }

    /** The same, with the failure behind it. */
    public static CommandFailure usage(String seen, String remedy, Throwable cause) {
        return new CommandFailure(ExitCode.USAGE, seen + " (" + reason(cause) + ")", remedy, cause);
    }

    /** A cluster that cannot be reached or that refuses. */
    public static CommandFailure cluster(String seen, String remedy, Throwable cause) {
        return new CommandFailure(ExitCode.CLUSTER, seen + " (" + reason(cause) + ")", remedy, cause);
    }

    public int exitCode() {
        return exitCode;
    }

    public String remedy() {
        return remedy;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }
}
