package io.kafkafips.commons.audit;

/**
 * One occurrence, on its way to the writer.
 *
 * @param timeMillis when, in milliseconds since 1970
 * @param facts what
 */
record AuditEntry(long timeMillis, AuditFacts facts) {}
