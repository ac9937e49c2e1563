package io.kafkafips.authorizer.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A TLS version, in ascending order. {@link #UNKNOWN} satisfies no minimum. */
public enum TlsVersion {
    UNKNOWN(""),
    TLS_1_2("TLSv1.2"),
    TLS_1_3("TLSv1.3");

    private final String protocol;

    TlsVersion(String protocol) {
        this.protocol = protocol;
    }

    /** That of a session, by the name which {@code SSLSession.getProtocol} gives it. */
    public static TlsVersion of(String protocol) {
        return protocol.equals(TLS_1_3.protocol) ? TLS_1_3 : protocol.equals(TLS_1_2.protocol) ? TLS_1_2 : UNKNOWN;
    }

    /** The names that a policy file may use. */
    static List<String> names() {
        return List.of(TLS_1_2.protocol, TLS_1_3.protocol);
    }

    static Optional<TlsVersion> named(String protocol) {
        return Arrays.stream(values())
                .filter(version -> version != UNKNOWN && version.protocol.equals(protocol))
                .findFirst();
    }

    boolean isAtLeast(TlsVersion minimum) {
        return this != UNKNOWN && compareTo(minimum) >= 0;
    }
}
