package io.kafkafips.authorizer.identity;

/**
 * What authorization needs of a client's TLS session beside its certificate. Both travel with a forwarded request, of which the
 * controller else sees only its own listener. Immutable.
 *
 * @param listener name of the listener that the client is connected to, empty when it is not known
 * @param protocol TLS version as {@code SSLSession.getProtocol} names it, empty when it is not known
 */
public record SessionFacts(String listener, String protocol) {
    /** For a principal of a node that does not tell. */
    public static final SessionFacts UNKNOWN = new SessionFacts("", "");

    static final int LONGEST_STRING_BYTES = 255;
}
