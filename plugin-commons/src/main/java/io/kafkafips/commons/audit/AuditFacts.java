package io.kafkafips.commons.audit;

/**
 * What happened, without the time: two that are equal and fall into one aggregation window become one line with a count. Made on the
 * thread that saw it, where it should cost no more than keeping references; everything else is called on the writer's thread.
 * Implementations are immutable. {@code equals} decides what becomes one line; where it compares
 * less than is printed, the line shows the first.
 */
public interface AuditFacts {
    /** The CloudEvents type, such as {@code io.kafkafips.authorization.v1}. */
    String type();

    /** What it happened to, such as {@code TOPIC:LITERAL:payments}. */
    String subject();

    /** Whether the first of its kind in a window is written at once: a denial, a refusal. */
    boolean urgent();

    /** Adds the details. */
    void describe(AuditData data);
}
