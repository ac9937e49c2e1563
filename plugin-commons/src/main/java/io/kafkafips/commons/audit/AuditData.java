package io.kafkafips.commons.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an event's {@code data}, in the order in which they are added. Not thread-safe. */
public final class AuditData {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /**
     * Adds a member.
     *
     * @param value a string, integer, boolean, list or map of these; anything else is printed by its {@code toString}; {@code null} leaves
     *     the member out
     */
    public AuditData add(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
