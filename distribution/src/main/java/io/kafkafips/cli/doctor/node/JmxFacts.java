package io.kafkafips.cli.doctor.node;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a JMX port showed of the product's beans.
 *
 * @param address host and port
 * @param anonymous whether it answered without credentials
 * @param encrypted whether the connection was made with TLS
 * @param beans object name to its attributes, in the domain of this product
 */
public record JmxFacts(String address, boolean anonymous, boolean encrypted, Map<String, Map<String, Object>> beans) {
    public JmxFacts {
        beans = Collections.unmodifiableSortedMap(new TreeMap<>(beans));
    }
}
