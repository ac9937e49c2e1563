package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;

/** The rule {@code required-headers}: each of the named headers is there at least once, with or without a value. */
public final class RequiredHeaders extends NamedHeaders {
    /** For the service loader. */
    public RequiredHeaders() {
        super("required-headers", "The headers that every record must have. Names are compared exactly.");
    }

    @Override
    void check(List<Header> headers, Set<String> names) {
        for (String name : names) {
            if (!has(headers, name)) {
                throw new InvalidRecordException("the header " + name + " is missing");
            }
        }
    }
}
