package io.kafkafips.ssl.engine;

import java.util.Locale;
import org.bouncycastle.tls.NamedGroup;

/**
 * The named group of the key exchange that this thread is at, which no session of BCJSSE tells: the cryptography notes it when it sets up
 * the group, and the engine whose step made it do so takes it right after. Both are on one thread. Static, since BCJSSE lets nothing but
 * the thread pass from one to the other.
 */
final class NegotiatedGroup {
    /** Where there was no key exchange: a resumed session. */
    static final String NONE = "none";

    private static final ThreadLocal<String> NOTED = new ThreadLocal<>();

    private NegotiatedGroup() {}

    /** Notes a group by its number in the IANA registry; negative for parameters without a name. */
    static void note(int number) {
        NOTED.set(number < 0 ? "unnamed" : NamedGroup.getName(number).toLowerCase(Locale.ROOT));
    }

    /** Hands over what was noted since the last call; {@code before} where that is nothing. */
    static String take(String before) {
        String noted = NOTED.get();
        if (noted == null) {
            return before;
        }
        NOTED.remove();
        return noted;
    }
}
