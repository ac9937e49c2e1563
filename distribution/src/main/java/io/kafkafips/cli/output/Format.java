package io.kafkafips.cli.output;

/** The form in which a report is printed. */
public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object (RFC 8259). */
    JSON,
    /** The main table alone (RFC 4180), with a header line. */
    CSV
}
