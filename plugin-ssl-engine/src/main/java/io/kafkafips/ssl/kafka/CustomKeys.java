package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.ssl.revocation.RevocationPolicy;
import java.util.Collection;
import org.apache.kafka.common.config.ConfigException;

/**
 * The check of the names of this plug-in's own settings. Kafka accepts any name, and it is Kafka that decides which of them arrive and
 * where; a line that would have no effect stops the start. Stateless.
 */
final class CustomKeys {
    private static final String OWN = "fips.tls.";
    private static final String LISTENER = "listener.name.";

    private CustomKeys() {}

    /**
     * Checks names.
     *
     * @throws ConfigException for an unknown {@code fips.tls.*}, and for one with the prefix of a listener: Kafka hands that to the
     *     factories of all listeners, with its prefix, and none of them knows which listener is its own
     */
    static void require(Collection<String> keys, Collection<String> known) {
        for (String key : keys) {
            int own = key.indexOf("." + OWN);
            if (key.startsWith(LISTENER) && own > 0) {
                String name = key.substring(own + 1);
                throw Refusal.setting(
                        key,
                        "...",
                        "no listener prefix before " + name + ", since Kafka does not tell a factory its listener",
                        "write " + name
                                + " without prefix. What a listener can have for itself is listener.name.<listener>."
                                + TlsProfile.LISTENER_KEY + " (the profile) and listener.name.<listener>."
                                + RevocationPolicy.LISTENER_MODE + " (the mode of revocation)");
            }
            if (key.startsWith(OWN) && !known.contains(key)) {
                throw Refusal.setting(
                        key,
                        "...",
                        "one of "
                                + known.stream()
                                        .filter(name -> name.startsWith(OWN))
                                        .sorted()
                                        .toList(),
                        "correct the name, or delete the line");
            }
        }
    }
}
