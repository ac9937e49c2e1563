package io.kafkafips.commons.audit;

/** What happens to an event for which the queue has no room. */
public enum AuditOverflow {
    /** It is lost, and a gap event tells how many were. */
    DROP,
    /** Its thread waits for room, for a bounded time; then as {@link #DROP}. */
    BLOCK,
    /** As {@link #DROP}, and what it is about must not happen: nothing is done that is not on record. */
    DENY
}
