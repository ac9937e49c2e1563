package io.kafkafips.authorizer.acl;

import java.net.InetAddress;
import java.util.List;

/**
 * Who asks, and from where.
 *
 * @param principals every principal that the requester may claim, the primary one first, each as type and name
 * @param address address of the client
 * @param validUntilMillis end of the certificate in milliseconds of the epoch, {@link #NEVER} without one
 */
public record Requester(List<String> principals, InetAddress address, long validUntilMillis) {
    /** For a requester without a certificate. */
    public static final long NEVER = Long.MAX_VALUE;

    public Requester {
        principals = List.copyOf(principals);
    }
}
