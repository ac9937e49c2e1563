package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import java.util.List;

/** A rule about the part of a record in whose list it stands: the value, unless it is told otherwise. */
public abstract class PartRule implements RecordValidationPolicy {
    private volatile RecordPart part = RecordPart.VALUE;

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.VALUE, RecordPart.KEY);
    }

    @Override
    public void attach(RuleContext context) {
        part = context.part();
    }

    /** What the rule is about. */
    protected final RecordPart part() {
        return part;
    }

    /** The word for it, such as {@code key} or {@code value}, for messages. */
    protected final String subject() {
        return part.key();
    }
}
