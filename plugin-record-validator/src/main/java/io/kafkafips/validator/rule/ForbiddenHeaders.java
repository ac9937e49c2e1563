package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Header;

/** The rule {@code forbidden-headers}: none of the named headers is there. */
public final class ForbiddenHeaders extends HeadersRule {
    private volatile List<String> names = List.of();

    @Override
    public String name() {
        return "forbidden-headers";
    }

    @Override
    public ConfigDef configDef() {
        return names("The headers that no record may have. Names are compared exactly.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        names = new Options(values).list(NAMES);
    }

    @Override
    void check(List<Header> headers) {
        for (String name : names) {
            if (has(headers, name)) {
                throw new InvalidRecordException("the header " + name + " is forbidden");
            }
        }
    }
}
