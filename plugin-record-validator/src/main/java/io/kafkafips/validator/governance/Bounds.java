package io.kafkafips.validator.governance;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A range of numbers, its ends included.
 *
 * @param atLeast lower end, {@code null} for none
 * @param atMost upper end, {@code null} for none
 */
record Bounds(@Nullable BigDecimal atLeast, @Nullable BigDecimal atMost) {
    static final Bounds NONE = new Bounds(null, null);

    boolean contains(BigDecimal number) {
        return (atLeast == null || number.compareTo(atLeast) >= 0) && (atMost == null || number.compareTo(atMost) <= 0);
    }

    /** Whether a value without limit is within. */
    boolean isOpenAbove() {
        return atMost == null;
    }

    boolean isEverything() {
        return atLeast == null && atMost == null;
    }

    @Override
    public String toString() {
        if (atLeast != null && atMost != null) {
            return "from " + atLeast.toPlainString() + " to " + atMost.toPlainString();
        }
        if (atLeast != null) {
            return "at least " + atLeast.toPlainString();
        }
        return atMost == null ? "any number" : "at most " + atMost.toPlainString();
    }
}
