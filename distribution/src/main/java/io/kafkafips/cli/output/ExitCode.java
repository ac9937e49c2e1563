package io.kafkafips.cli.output;

/** The exit codes of {@code kafka-fips}, the same for every command. */
public final class ExitCode {
    /** Done, and nothing is wrong. */
    public static final int OK = 0;

    /**
     * Done, and something was found: a finding, a denial, a certificate that is not valid now, a record that is refused, an object that is
     * not what was stored.
     */
    public static final int FINDINGS = 1;

    /** A wrong option, or a file that cannot be used. */
    public static final int USAGE = 2;

    /** The cluster or the key service cannot be reached, or it refuses. */
    public static final int CLUSTER = 3;

    /** This JVM is not in approved-only mode. */
    public static final int NOT_FIPS = 4;

    /** A defect of this program. */
    public static final int DEFECT = 5;

    private ExitCode() {}
}
