package io.kafkafips.launcher;

/** Why the container does not start: what was seen, the remedy, and the exit code. */
final class StartRefusal extends RuntimeException {
    /** A wrong setting, or a file or folder that cannot be used. */
    static final int USAGE = 2;

    /** This JVM is not in approved-only mode, or the module cannot run in it. */
    static final int NOT_FIPS = 4;

    /** A defect of this program. */
    static final int DEFECT = 5;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private StartRefusal(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    private StartRefusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static StartRefusal usage(String seen, String remedy) {
        return new StartRefusal(USAGE, sentence(seen, remedy));
    }

    static StartRefusal usage(String seen, String remedy, Throwable cause) {
        return new StartRefusal(USAGE, sentence(seen + " (" + cause + ")", remedy), cause);
    }

    static StartRefusal notFips(String seen, String remedy) {
        return new StartRefusal(NOT_FIPS, sentence(seen, remedy));
    }

    /** In the words of the proof, which name the remedy. */
    static StartRefusal notFips(RuntimeException proof) {
        return new StartRefusal(NOT_FIPS, String.valueOf(proof.getMessage()), proof);
    }

    int exitCode() {
        return exitCode;
    }

    private static String sentence(String seen, String remedy) {
        return seen + ". Remedy: " + remedy;
    }
}
