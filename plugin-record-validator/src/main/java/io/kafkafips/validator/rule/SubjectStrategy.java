package io.kafkafips.validator.rule;

import java.util.Arrays;
import java.util.List;

/** How the subject of a schema follows from the topic and the schema: what Confluent's serializers call a subject name strategy. */
enum SubjectStrategy {
    /** The topic, then {@code -key} or {@code -value}. */
    TOPIC_NAME("topic-name"),
    /** The full name of the record type. */
    RECORD_NAME("record-name"),
    /** The topic, a dash and the full name of the record type. */
    TOPIC_RECORD_NAME("topic-record-name"),
    /** Whatever the registry has it under. */
    ANY("any");

    private final String option;

    SubjectStrategy(String option) {
        this.option = option;
    }

    String option() {
        return option;
    }

    static List<String> options() {
        return Arrays.stream(values()).map(SubjectStrategy::option).toList();
    }

    /** The strategy of that name, which has been checked. */
    static SubjectStrategy of(String option) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.option.equals(option))
                .findFirst()
                .orElse(TOPIC_NAME);
    }
}
