package io.kafkafips.authorizer.acl;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;

/**
 * Who asks, and from where.
 *
 * @param principals every principal that the requester may claim, the primary one first, each as type and name
 * @param address address of the client
 * @param validUntilMillis when the first certificate of the path ends, in milliseconds of the epoch, {@link #NEVER} without one
 * @param revoked whether a certificate of the path is known to be revoked
 */
public record Requester(List<String> principals, InetAddress address, long validUntilMillis, boolean revoked) {
    /** For a requester without a certificate. */
    public static final long NEVER = Long.MAX_VALUE;

    public Requester {
        principals = List.copyOf(principals);
    }

    /** A requester of whom no revocation is known. */
    public Requester(List<String> principals, InetAddress address, long validUntilMillis) {
        this(principals, address, validUntilMillis, false);
    }

    /** Asks the clock only where there is a certificate. */
    boolean isExpired(InstantSource clock) {
        return validUntilMillis != NEVER && clock.millis() > validUntilMillis;
    }
}
