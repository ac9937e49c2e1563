package io.kafkafips.validator.rule;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.header.Header;

/** A rule whose one option is a list of names of headers. */
abstract class NamedHeaders extends HeadersRule {
    static final String NAMES = "names";

    private final String name;
    private final String documentation;
    private volatile Set<String> names = Set.of();

    /** @param documentation of the option */
    NamedHeaders(String name, String documentation) {
        this.name = name;
        this.documentation = documentation;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        NAMES,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Options.names(),
                        Importance.HIGH,
                        documentation);
    }

    @Override
    public final void configure(Map<String, ?> values) {
        // in their order: the first one that is missed is told
        names = Collections.unmodifiableSet(new LinkedHashSet<>(new Options(values).list(NAMES)));
    }

    @Override
    final void check(List<Header> headers) {
        check(headers, names);
    }

    /** Accepts by returning, refuses by throwing. */
    abstract void check(List<Header> headers, Set<String> names);
}
