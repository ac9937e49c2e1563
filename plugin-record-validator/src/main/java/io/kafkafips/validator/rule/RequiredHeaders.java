package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Header;

/** The rule {@code required-headers}: each of the named headers is there at least once, with or without a value. */
public final class RequiredHeaders extends HeadersRule {
    private volatile List<String> names = List.of();

    @Override
    public String name() {
        return "required-headers";
    }

    @Override
    public ConfigDef configDef() {
        return names("The headers that every record must have. Names are compared exactly.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        names = new Options(values).list(NAMES);
    }

    @Override
    void check(List<Header> headers) {
        for (String name : names) {
            if (!has(headers, name)) {
                throw new InvalidRecordException("the header " + name + " is missing");
            }
        }
    }
}
