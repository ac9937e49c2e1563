package io.kafkafips.validator.rule.cel;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.rule.Options;
import io.kafkafips.validator.rule.PartRule;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code cel}: a condition in the Common Expression Language is true of the record. About a key or a value that is null it
 * is not asked. What it cannot decide, such as a comparison with a field that is not there, is refused.
 */
public final class CelRule extends PartRule {
    static final String EXPRESSION = "expression";
    static final String MESSAGE = "message";
    static final String AS = "as";
    static final String KEY_AS = "key-as";
    static final String MAX_ITERATIONS = "max-iterations";
    static final String MAX_BYTES = "max-bytes";

    /** The words of {@link Reading}. They stand here so that a rule that is not used does not load the library. */
    private static final String JSON = "json";

    private static final String TEXT = "text";
    private static final String BYTES = "bytes";

    private volatile @Nullable CelCondition condition;
    private volatile String message = "";

    @Override
    public String name() {
        return "cel";
    }

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.VALUE, RecordPart.KEY, RecordPart.RECORD);
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        EXPRESSION,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "A boolean expression over value, key, headers (name to list of texts), topic, partition and timestamp.")
                .define(
                        MESSAGE,
                        ConfigDef.Type.STRING,
                        "the expression of the rule is not true",
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        "What the producer is told when the expression is not true. A fixed text: nothing is inserted.")
                .define(
                        AS,
                        ConfigDef.Type.STRING,
                        JSON,
                        ValidString.in(JSON, TEXT, BYTES),
                        Importance.MEDIUM,
                        "What the expression sees of the value: json, text (UTF-8) or bytes.")
                .define(
                        KEY_AS,
                        ConfigDef.Type.STRING,
                        TEXT,
                        ValidString.in(JSON, TEXT, BYTES),
                        Importance.MEDIUM,
                        "What the expression sees of the key: json, text (UTF-8) or bytes.")
                .define(
                        MAX_ITERATIONS,
                        ConfigDef.Type.INT,
                        1000,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "How often the bodies of all, exists, map and filter may run for one record, together.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        1024 * 1024,
                        Range.atLeast(1),
                        Importance.LOW,
                        "The longest key or value that the expression is asked about; a longer one is refused.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        Reading value = Reading.of(options.text(AS));
        Reading key = Reading.of(options.text(KEY_AS));
        CelCompilation compilation = new CelCompilation(value, key, options.integer(MAX_ITERATIONS));
        condition = compilation.compile(options.text(EXPRESSION), options.integer(MAX_BYTES));
        message = options.text(MESSAGE);
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        if (part() != RecordPart.RECORD && part().contentOf(record) == null) {
            return;
        }
        CelCondition asked = condition;
        if (asked == null || !asked.isTrueOf(topic, record)) {
            throw new InvalidRecordException(message);
        }
    }
}
