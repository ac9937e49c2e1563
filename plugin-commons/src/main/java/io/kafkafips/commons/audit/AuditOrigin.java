package io.kafkafips.commons.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who writes a trail.
 *
 * @param source name of the trail, unique in its folder: role and node, such as {@code broker-1}
 * @param facts what else is known of the writer, such as cluster id and software version; stands in the first line of every file
 */
public record AuditOrigin(String source, Map<String, Object> facts) {
    public AuditOrigin {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
