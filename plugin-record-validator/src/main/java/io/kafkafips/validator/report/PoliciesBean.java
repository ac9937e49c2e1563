package io.kafkafips.validator.report;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.validator.policy.PolicySet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What JMX shows of the policies. Thread-safe. */
final class PoliciesBean implements PoliciesMXBean {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final LastGood<PolicySet> policies;
    private final InstantSource clock;
    /** Since when a refused change lies there. */
    private volatile @Nullable Instant refusedAt;

    PoliciesBean(LastGood<PolicySet> policies, InstantSource clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /** The state has changed. */
    void changed(LastGood.State<PolicySet> state) {
        if (state.error().isEmpty()) {
            refusedAt = null;
        } else if (refusedAt == null) {
            refusedAt = clock.instant();
        }
    }

    @Override
    public String getPolicies() {
        return policies.current().toString();
    }

    @Override
    public int getPolicyCount() {
        return policies.current().size();
    }

    @Override
    public long getGeneration() {
        return 1 + policies.reloads();
    }

    @Override
    public String getLoadedAt() {
        return policies.state().loadedAt().toString();
    }

    @Override
    public double getAgeSeconds() {
        return seconds(policies.state().loadedAt());
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toNanos() / NANOS;
    }

    @Override
    public long getReloads() {
        return policies.reloads();
    }

    @Override
    public long getReloadsRefused() {
        return policies.refusals();
    }

    @Override
    public int getReloadRefusedNow() {
        return policies.state().error().isEmpty() ? 0 : 1;
    }

    @Override
    public double getReloadLagSeconds() {
        Instant since = refusedAt;
        return since == null ? 0 : seconds(since);
    }

    @Override
    public String getLastError() {
        return policies.state().error();
    }

    @Override
    public List<String> getFiles() {
        return policies.files().stream().map(Path::toString).sorted().toList();
    }
}
