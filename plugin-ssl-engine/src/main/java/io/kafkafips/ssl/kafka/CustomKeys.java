package io.kafkafips.ssl.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.ssl.revocation.RevocationPolicy;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * The check of the names of this plug-in's own settings. Kafka accepts any name, and it is Kafka that decides which of them arrive and
 * where; a line that would have no effect stops the start. Stateless.
 */
final class CustomKeys {
    private static final String OWN = "fips.tls.";
    private static final String LISTENER = "listener.name.";
    private static final Pattern OF_LISTENER = Pattern.compile("listener\\.name\\.(.+?)\\.(fips\\.ssl\\..+)");

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
            requireListenerKey(key);
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

    /** Kafka keeps names of listeners in lower case in front of settings: with any other case the line has no effect. */
    private static void requireListenerKey(String key) {
        Matcher prefixed = OF_LISTENER.matcher(key);
        if (!prefixed.matches()) {
            return;
        }
        String listener = prefixed.group(1);
        Set<String> names = Set.of(TlsProfile.LISTENER_KEY, RevocationPolicy.LISTENER_MODE);
        if (!names.contains(prefixed.group(2)) || listener.chars().anyMatch(Character::isUpperCase)) {
            throw Refusal.setting(
                    key,
                    "...",
                    "the listener in lower case and one of "
                            + names.stream().sorted().toList() + " behind it",
                    "correct the name, or delete the line");
        }
    }
}
