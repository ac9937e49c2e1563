package io.kafkafips.cli.doctor.finding;

import java.util.Locale;

/** How much a finding weighs, the heaviest first. */
public enum Severity {
    /** A protection is missing, or the node will not start. */
    ERROR,
    /** A protection is weaker than it can be, or will fail some day. */
    WARNING,
    /** Nothing is wrong; it can be better. */
    ADVICE;

    /** As it is printed. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
