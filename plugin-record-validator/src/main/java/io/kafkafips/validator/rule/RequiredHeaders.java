package io.kafkafips.validator.rule;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicMetadata;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;

/** The rule {@code required-headers}: each of the named headers is there at least once, with or without a value. */
public final class RequiredHeaders implements RecordValidationPolicy {
    static final String NAMES = "names";

    private List<String> names = List.of();

    @Override
    public String name() {
        return "required-headers";
    }

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.HEADERS);
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        NAMES,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(RequiredHeaders::notEmpty, () -> "at least one name"),
                        Importance.HIGH,
                        "The headers that every record must have. Names are compared exactly.");
    }

    private static void notEmpty(String key, Object names) {
        if (((List<?>) names).stream().noneMatch(name -> !String.valueOf(name).isEmpty())) {
            throw new ConfigException(key + " is empty");
        }
    }

    @Override
    public void configure(Map<String, ?> options) {
        if (options.get(NAMES) instanceof List<?> list) {
            names = list.stream().map(String::valueOf).toList();
        }
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        List<Header> headers = record.headers();
        for (String name : names) {
            if (!has(headers, name)) {
                throw new InvalidRecordException("the header " + name + " is missing");
            }
        }
    }

    private static boolean has(List<Header> headers, String name) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).key().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
