package io.kafkafips.cli.verify;

import io.kafkafips.cli.verify.wire.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.Node;

/**
 * A listener of a broker by the broker's configuration. Immutable.
 *
 * @param broker id of the broker
 * @param name of the listener
 * @param protocol security protocol, in capitals
 * @param target where it listens; the broker's own host where the listener is on all addresses
 */
record Listener(int broker, String name, String protocol, Target target) {
    private static final Set<String> ENCRYPTED = Set.of("SSL", "SASL_SSL");
    private static final Set<String> ANY = Set.of("", "0.0.0.0", "::", "0:0:0:0:0:0:0:0");
    private static final Pattern FORM = Pattern.compile("([^:]+)://\\[?([^\\[\\]]*?)\\]?:(\\d+)");

    /**
     * The listeners of a broker.
     *
     * @param listeners value of {@code listeners}
     * @param protocols value of {@code listener.security.protocol.map}
     */
    static List<Listener> of(Node broker, String listeners, String protocols) {
        Map<String, String> map = new HashMap<>();
        for (String entry : protocols.split(",", -1)) {
            int colon = entry.indexOf(':');
            if (colon > 0) {
                map.put(capitals(entry.substring(0, colon)), capitals(entry.substring(colon + 1)));
            }
        }
        List<Listener> all = new ArrayList<>();
        for (String entry : listeners.split(",", -1)) {
            Matcher parts = FORM.matcher(entry.trim());
            if (parts.matches()) {
                String name = capitals(parts.group(1));
                String host = ANY.contains(parts.group(2)) ? broker.host() : parts.group(2);
                Target target = new Target(host, Integer.parseInt(parts.group(3)));
                all.add(new Listener(broker.id(), name, map.getOrDefault(name, name), target));
            }
        }
        return all;
    }

    private static String capitals(String text) {
        return text.trim().toUpperCase(Locale.ROOT);
    }

    boolean isEncrypted() {
        return ENCRYPTED.contains(protocol);
    }

    @Override
    public String toString() {
        return "broker " + broker + ", listener " + name + ": " + protocol;
    }
}
