package io.kafkafips.commons.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, for the {@link AuditTrail}. Values are strings, numbers, booleans, lists or maps of these; no formatting is
 * done on the thread that makes it.
 *
 * @param type the CloudEvents type, such as {@code io.kafkafips.authorization.v1}
 * @param time when it happened
 * @param subject what it happened to, such as {@code TOPIC:LITERAL:payments}
 * @param data the details, in the order in which they are printed; a {@code null} value is left out
 */
public record AuditEvent(String type, Instant time, String subject, Map<String, @Nullable Object> data) {
    public AuditEvent {
        data = new LinkedHashMap<>(data);
    }
}
