package io.kafkafips.cli.verify.wire;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a server said to a {@link ClientHello}. Immutable.
 *
 * @param kind whether it went on with the handshake
 * @param alert number of the alert (RFC 8446, 6), -1 without one
 * @param version which version it chose
 * @param suite which cipher suite it chose
 * @param compression which compression method it chose
 * @param extensions numbers of the extensions of its ServerHello
 * @param certificates its chain as DER, leaf first; empty from TLS 1.3, which encrypts it
 * @param group IANA number of the curve of its ServerKeyExchange, -1 without one
 * @param primeBits size of the prime of its ServerKeyExchange, 0 without one
 */
public record ServerAnswer(
        Kind kind,
        int alert,
        int version,
        int suite,
        int compression,
        Set<Integer> extensions,
        List<byte[]> certificates,
        int group,
        int primeBits) {
    private static final Map<Integer, String> ALERTS = Map.of(
            10, "unexpected_message",
            40, "handshake_failure",
            42, "bad_certificate",
            46, "certificate_unknown",
            47, "illegal_parameter",
            50, "decode_error",
            70, "protocol_version",
            71, "insufficient_security",
            80, "internal_error",
            109, "missing_extension");

    /** The three ways to answer. */
    public enum Kind {
        SERVER_HELLO,
        ALERT,
        CLOSED
    }

    public ServerAnswer {
        extensions = Set.copyOf(extensions);
        certificates = List.copyOf(certificates);
    }

    static ServerAnswer alert(int number) {
        return new ServerAnswer(Kind.ALERT, number, 0, 0, 0, Set.of(), List.of(), -1, 0);
    }

    static ServerAnswer closed() {
        return new ServerAnswer(Kind.CLOSED, -1, 0, 0, 0, Set.of(), List.of(), -1, 0);
    }

    public boolean isAccepted() {
        return kind == Kind.SERVER_HELLO;
    }

    /** Whether it knows RFC 5746, without which a renegotiation can be injected into a connection. */
    public boolean hasRenegotiationInfo() {
        return extensions.contains(ClientHello.RENEGOTIATION_INFO);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case SERVER_HELLO -> "ServerHello, " + ClientHello.versionName(version) + ", " + CipherSuites.name(suite);
            case ALERT -> "alert " + alert + " (" + ALERTS.getOrDefault(alert, "see RFC 8446, 6") + ")";
            case CLOSED -> "connection closed";
        };
    }
}
