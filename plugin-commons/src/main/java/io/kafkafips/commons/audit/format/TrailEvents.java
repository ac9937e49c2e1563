package io.kafkafips.commons.audit.format;

/** The CloudEvents types of the lines by which a trail speaks of itself, and the words in them. */
public final class TrailEvents {
    /** First line of every file. */
    public static final String OPENED = "io.kafkafips.audit.opened.v1";

    /** Last line of a file that was ended in order. */
    public static final String CLOSED = "io.kafkafips.audit.closed.v1";

    /** Written at intervals: totals up to here. */
    public static final String CHECKPOINT = "io.kafkafips.audit.checkpoint.v1";

    /** Events that were lost. */
    public static final String GAP = "io.kafkafips.audit.gap.v1";

    /** Ends of a file: the trail goes on in the next one. */
    public static final String ROTATED = "rotated";

    /** The writer was closed. */
    public static final String SHUTDOWN = "shutdown";

    /** The process ended without closing the file. */
    public static final String CRASH = "crash";

    /** Lines that had been written were gone at the next start. */
    public static final String SHORTENED = "shortened";

    /** The file was gone at the next start. */
    public static final String MISSING = "missing";

    private TrailEvents() {}
}
