package io.kafkafips.validator.policy;

import org.jspecify.annotations.Nullable;

/**
 * A rule as it was written, typed but for its options, which only the rule can type.
 *
 * @param kind which rule it is
 * @param name its name in errors, metrics and audit
 * @param part the list it stands in; {@code null} for what the rule is about by itself
 * @param mode what follows from a refusal
 * @param samplePercent share of the batches that {@link RuleMode#SAMPLE} looks at
 * @param options the rest
 */
record RuleDefinition(
        String kind, String name, @Nullable RecordPart part, RuleMode mode, int samplePercent, OptionSource options) {}
