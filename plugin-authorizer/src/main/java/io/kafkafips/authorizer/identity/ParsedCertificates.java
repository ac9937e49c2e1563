package io.kafkafips.authorizer.identity;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often a certificate was read, and how often the result of its session was used again. Kafka makes a principal builder for every
 * connection, so that what counts for all of them can only be static. Thread-safe.
 */
public final class ParsedCertificates {
    private static final ParsedCertificates SHARED = new ParsedCertificates();

    private final LongAdder read = new LongAdder();
    private final LongAdder reused = new LongAdder();

    private ParsedCertificates() {}

    /** The one of this JVM. */
    public static ParsedCertificates shared() {
        return SHARED;
    }

    /** Counts a certificate that had to be read. */
    public void countRead() {
        read.increment();
    }

    /** Counts a request that was served from the session. */
    public void countReused() {
        reused.increment();
    }

    /** Certificates that were read: one for each session. */
    public long read() {
        return read.sum();
    }

    /** Requests that were served from their session. */
    public long reused() {
        return reused.sum();
    }
}
