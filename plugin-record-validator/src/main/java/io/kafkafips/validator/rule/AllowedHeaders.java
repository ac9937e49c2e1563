package io.kafkafips.validator.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Header;

/** The rule {@code allowed-headers}: the record has no headers but the named ones. */
public final class AllowedHeaders extends HeadersRule {
    private volatile Set<String> names = Set.of();

    @Override
    public String name() {
        return "allowed-headers";
    }

    @Override
    public ConfigDef configDef() {
        return names("The only headers that a record may have. Names are compared exactly.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        names = Set.copyOf(new Options(values).list(NAMES));
    }

    @Override
    void check(List<Header> headers) {
        Set<String> allowed = names;
        for (int i = 0; i < headers.size(); i++) {
            if (!allowed.contains(headers.get(i).key())) {
                throw new InvalidRecordException("header " + (i + 1) + " of " + headers.size()
                        + " has a name that is not allowed; allowed are those that the rule lists");
            }
        }
    }
}
