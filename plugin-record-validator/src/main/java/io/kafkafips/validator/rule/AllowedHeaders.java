package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;

/** The rule {@code allowed-headers}: the record has no headers but the named ones. */
public final class AllowedHeaders extends NamedHeaders {
    /** For the service loader. */
    public AllowedHeaders() {
        super("allowed-headers", "The only headers that a record may have. Names are compared exactly.");
    }

    @Override
    void check(List<Header> headers, Set<String> names) {
        for (int i = 0; i < headers.size(); i++) {
            if (!names.contains(headers.get(i).key())) {
                throw new InvalidRecordException("header " + (i + 1) + " of " + headers.size()
                        + " has a name that is not allowed; allowed are those that the rule lists");
            }
        }
    }
}
