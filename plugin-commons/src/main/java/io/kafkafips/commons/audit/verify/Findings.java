package io.kafkafips.commons.audit.verify;

import java.util.ArrayList;
import java.util.List;

/** Collects findings up to a bound, and counts the rest. Not thread-safe. */
final class Findings {
    private final List<Finding> kept = new ArrayList<>();
    private long more;

    void add(Finding.Kind kind, String file, long line, String message) {
        if (kept.size() < Verification.MOST_FINDINGS) {
            kept.add(new Finding(kind, file, line, message));
        } else {
            more++;
        }
    }

    List<Finding> kept() {
        return kept;
    }

    long more() {
        return more;
    }
}
