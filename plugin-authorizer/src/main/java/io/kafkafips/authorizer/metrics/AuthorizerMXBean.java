package io.kafkafips.authorizer.metrics;

import java.util.Map;

/** State and speed of one authorizer. Counts are since the start of the node. */
public interface AuthorizerMXBean {
    /** ACLs that are loaded. */
    int getAclCount();

    /** 1 once the ACLs are loaded, else 0. */
    int getAclsLoaded();

    /** Requests that were timed: one in sixteen. */
    long getTimedRequests();

    double getLatencyMeanNanos();

    long getLatencyMaxNanos();

    /** Upper bound: at most twice the true value, as are the other two. */
    long getLatencyP50Nanos();

    long getLatencyP99Nanos();

    long getLatencyP999Nanos();

    /** Rules of the policy file that are in force. */
    int getConditionRules();

    /** Seconds since the policy file was last taken up; {@code NaN} without one. */
    double getConditionAgeSeconds();

    /** SHA-256 of the policy file in force, empty without one. */
    String getConditionSha256();

    long getConditionReloads();

    long getConditionReloadsRefused();

    /** 1 while the policy file holds something that was refused and the one before it is in force; else 0. */
    int getConditionReloadRefusedNow();

    /** Why it was refused, with file, line and column; empty when it was not. */
    String getConditionLastError();

    /** Requests that rules in dry run would have denied. */
    long getConditionWouldBeDenied();

    Map<String, Long> getConditionDeniedByRule();

    Map<String, Long> getConditionWouldBeDeniedByRule();

    /** Certificates that this JVM has read: one for each session. */
    long getCertificatesRead();

    /** Requests in this JVM whose certificate had been read for an earlier one of the session. */
    long getCertificatesReused();

    /** Listeners without encryption that {@code allow.unencrypted.listeners.during.migration} lets pass. */
    int getUnencryptedListeners();
}
