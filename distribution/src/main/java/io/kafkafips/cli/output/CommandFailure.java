package io.kafkafips.cli.output;

import org.jspecify.annotations.Nullable;

/** A failure that a user can mend: one sentence with what was seen, one with the remedy, and the exit code. */
public final class CommandFailure extends RuntimeException {
    private static final String REMEDY = ". Remedy: ";

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

    /** Something that was found to be wrong where nothing else can be told. */
    public static CommandFailure finding(String seen, String remedy) {
        return new CommandFailure(ExitCode.FINDINGS, seen, remedy, null);
    }

    /**
     * A wrong option or a file that cannot be used, in the words of the part of a broker that refuses it.
     *
     * @param otherwise the remedy, where the words have none
     */
    public static CommandFailure refused(Exception refusal, String otherwise) {
        return split(ExitCode.USAGE, refusal, otherwise);
    }

    /** A key service that cannot be reached now, in its words. */
    public static CommandFailure unavailable(Exception refusal, String otherwise) {
        return split(ExitCode.CLUSTER, refusal, otherwise);
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

    private static CommandFailure split(int exitCode, Exception refusal, String otherwise) {
        String message = String.valueOf(refusal.getMessage());
        int remedy = message.lastIndexOf(REMEDY);
        return remedy < 0
                ? new CommandFailure(exitCode, message, otherwise, refusal)
                : new CommandFailure(
                        exitCode, message.substring(0, remedy), message.substring(remedy + REMEDY.length()), refusal);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }
}
