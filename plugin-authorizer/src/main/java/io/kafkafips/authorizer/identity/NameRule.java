package io.kafkafips.authorizer.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which names of one type a rule grants, and under which name. Immutable.
 *
 * @param patterns one of them has to match; every name does when there is none
 * @param template the name that is granted, {@value #PLACE} being the name of the certificate
 */
record NameRule(List<NamePattern> patterns, String template) {
    static final String PLACE = "{}";

    /** Every name, as it is. */
    static final NameRule ALL = new NameRule(List.of(), PLACE);

    NameRule {
        patterns = List.copyOf(patterns);
    }

    /** The granted name, {@code null} when none is; an ACL cannot be made for an empty one. */
    @Nullable
    String apply(String name) {
        boolean granted = patterns.isEmpty();
        for (NamePattern pattern : patterns) {
            granted = granted || pattern.matches(name);
        }
        return granted && !name.isEmpty() ? template.replace(PLACE, name) : null;
    }
}
