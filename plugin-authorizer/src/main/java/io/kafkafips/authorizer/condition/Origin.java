package io.kafkafips.authorizer.condition;

import java.net.InetAddress;
import java.util.List;

/**
 * Where a request comes from and who sent it, as far as conditions look at it. What is not known is the empty string, which satisfies
 * no condition.
 *
 * @param principals every principal of the requester
 * @param listener the listener that the client is connected to, in upper case
 * @param address address of the client
 * @param clientId what the client calls itself
 * @param tls version of its TLS session
 * @param issuer distinguished name of the issuer of its certificate (RFC 2253)
 */
public record Origin(
        List<String> principals,
        String listener,
        InetAddress address,
        String clientId,
        TlsVersion tls,
        String issuer) {}
