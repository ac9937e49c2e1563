package io.kafkafips.commons.audit.verify;

/**
 * Something in an audit trail that is not as its writer left it, or that the writer itself found.
 *
 * @param kind what kind of thing
 * @param file name of the file, or of the trail where no single file is at fault
 * @param line number of the line in the file, from 1; 0 for the file as a whole
 * @param message what was seen
 */
public record Finding(Kind kind, String file, long line, String message) {
    /** What can be wrong. */
    public enum Kind {
        /** A file is not there. */
        MISSING_FILE,
        /** A file or folder cannot be read. */
        UNREADABLE,
        /** Lines were removed before this one. */
        MISSING_LINES,
        /** The line was there already, or belongs further up. */
        OUT_OF_ORDER,
        /** The line before this one is not the one that was written there. */
        BROKEN_CHAIN,
        /** The line was not sealed with the key of this file. */
        BAD_MAC,
        /** The line has no MAC, and the key says that it should. */
        NO_MAC,
        /** The line is from another trail or file. */
        FOREIGN,
        /** The line is none of an audit trail. */
        MALFORMED,
        /** The first line of a file elsewhere, or lines after the last. */
        MISPLACED,
        /** The end of the file is missing or changed. */
        TRUNCATED,
        /** A total in the trail is not the sum of its lines. */
        TOTALS,
        /** The state file was lost, or does not fit the trail. */
        STATE,
        /** A line that is known from elsewhere is not there. */
        UNKNOWN_LINE
    }
}
