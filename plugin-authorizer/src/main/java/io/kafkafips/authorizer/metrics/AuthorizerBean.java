package io.kafkafips.authorizer.metrics;

import io.kafkafips.authorizer.condition.ConditionFile;
import io.kafkafips.authorizer.identity.ParsedCertificates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of {@link AuthorizerMXBean} where they are kept. */
public final class AuthorizerBean implements AuthorizerMXBean {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Sources sources;
    private final InstantSource clock;

    /**
     * Where the attributes come from.
     *
     * @param counts decisions
     * @param latency times of requests
     * @param aclCount number of ACLs
     * @param aclsLoaded whether the initial load is over
     * @param conditions the policy file, {@code null} without one
     * @param unencryptedListeners number of them
     */
    public record Sources(
            DecisionCounts counts,
            Latency latency,
            IntSupplier aclCount,
            BooleanSupplier aclsLoaded,
            @Nullable ConditionFile conditions,
            int unencryptedListeners) {}

    public AuthorizerBean(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public int getAclCount() {
        return sources.aclCount().getAsInt();
    }

    @Override
    public int getAclsLoaded() {
        return sources.aclsLoaded().getAsBoolean() ? 1 : 0;
    }

    @Override
    public long getTimedRequests() {
        return sources.latency().timed();
    }

    @Override
    public double getLatencyMeanNanos() {
        return sources.latency().meanNanos();
    }

    @Override
    public long getLatencyMaxNanos() {
        return sources.latency().maxNanos();
    }

    @Override
    public long getLatencyP50Nanos() {
        return sources.latency().quantileNanos(0.5);
    }

    @Override
    public long getLatencyP99Nanos() {
        return sources.latency().quantileNanos(0.99);
    }

    @Override
    public long getLatencyP999Nanos() {
        return sources.latency().quantileNanos(0.999);
    }

    @Override
    public int getConditionRules() {
        ConditionFile file = sources.conditions();
        return file == null ? 0 : file.current().size();
    }

    @Override
    public double getConditionAgeSeconds() {
        ConditionFile file = sources.conditions();
        return file == null
                ? Double.NaN
                : Duration.between(file.state().loadedAt(), clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }

    @Override
    public String getConditionSha256() {
        ConditionFile file = sources.conditions();
        return file == null ? "" : file.state().sha256();
    }

    @Override
    public long getConditionReloads() {
        ConditionFile file = sources.conditions();
        return file == null ? 0 : file.reloads();
    }

    @Override
    public long getConditionReloadsRefused() {
        ConditionFile file = sources.conditions();
        return file == null ? 0 : file.refusals();
    }

    @Override
    public int getConditionReloadRefusedNow() {
        return getConditionLastError().isEmpty() ? 0 : 1;
    }

    @Override
    public String getConditionLastError() {
        ConditionFile file = sources.conditions();
        return file == null ? "" : file.state().error();
    }

    @Override
    public long getConditionWouldBeDenied() {
        return sources.counts().wouldBeDenied();
    }

    @Override
    public Map<String, Long> getConditionDeniedByRule() {
        return sources.counts().deniedByRule();
    }

    @Override
    public Map<String, Long> getConditionWouldBeDeniedByRule() {
        return sources.counts().wouldBeDeniedByRule();
    }

    @Override
    public long getCertificatesRead() {
        return ParsedCertificates.shared().read();
    }

    @Override
    public long getCertificatesReused() {
        return ParsedCertificates.shared().reused();
    }

    @Override
    public int getUnencryptedListeners() {
        return sources.unencryptedListeners();
    }
}
