package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;

/** The rule {@code forbidden-headers}: none of the named headers is there. */
public final class ForbiddenHeaders extends NamedHeaders {
    /** For the service loader. */
    public ForbiddenHeaders() {
        super("forbidden-headers", "The headers that no record may have. Names are compared exactly.");
    }

    @Override
    void check(List<Header> headers, Set<String> names) {
        for (String name : names) {
            if (has(headers, name)) {
                throw new InvalidRecordException("the header " + name + " is forbidden");
            }
        }
    }
}
