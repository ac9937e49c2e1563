package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.audit.AuditedNode;
import io.kafkafips.authorizer.audit.AuthorizationAudit;
import io.kafkafips.authorizer.condition.ConditionFile;
import io.kafkafips.authorizer.metrics.AuthorizerBean;
import io.kafkafips.authorizer.metrics.AuthorizerMXBean;
import io.kafkafips.authorizer.metrics.DecisionCounts;
import io.kafkafips.authorizer.metrics.Latency;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.config.Versions;
import io.kafkafips.commons.metrics.CounterMXBean;
import io.kafkafips.commons.metrics.JmxBeans;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an authorizer has beside its decisions from its start to its end: the audit trail, JMX beans, and the thread that follows the
 * policy file and reminds of listeners without encryption. Thread-safe.
 */
final class AuthorizerServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorizerServices.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration REMINDER = Duration.ofHours(1);

    private final AuthorizerConfig config;
    private final NodeRole role;
    private final List<String> unencrypted;
    private final @Nullable ConditionFile conditions;
    private final InstantSource clock;
    private final @Nullable AuthorizationAudit audit;
    private final NodeEvents events;
    private final JmxBeans beans;
    private final Housekeeping housekeeping;

    /**
     * Starts the services.
     *
     * @param config settings of the node
     * @param role which half of the node it is
     * @param unencrypted listeners without encryption that were let pass
     * @param conditions the policy file, followed from here on
     * @param clusterId the cluster
     * @param clock time of events
     */
    AuthorizerServices(
            AuthorizerConfig config,
            NodeRole role,
            List<String> unencrypted,
            @Nullable ConditionFile conditions,
            @Nullable String clusterId,
            InstantSource clock) {
        this.config = config;
        this.conditions = conditions;
        this.clock = clock;
        this.role = role;
        this.unencrypted = List.copyOf(unencrypted);
        AuthorizationAudit opened = open(config, role, clusterId, clock);
        this.audit = opened;
        this.events = new NodeEvents(opened == null ? facts -> {} : opened::note, role.toString(), config.nodeId());
        this.beans = new JmxBeans(
                ManagementFactory.getPlatformMBeanServer(),
                "type=Authorizer,role=" + role + ",node=" + config.nodeId());
        this.housekeeping = new Housekeeping("kafkafips-authorizer-" + role);
        if (!unencrypted.isEmpty()) {
            remind();
            housekeeping.every(REMINDER, this::remind);
        }
        if (conditions != null) {
            events.conditions(conditions.state());
            housekeeping.every(POLL, () -> conditions.poll(events::conditions));
        }
    }

    private static @Nullable AuthorizationAudit open(
            AuthorizerConfig config, NodeRole role, @Nullable String clusterId, InstantSource clock) {
        AuditConfig settings = config.audit();
        if (settings == null) {
            LOG.warn(
                    "The {} keeps no audit trail of its decisions. Remedy: {}=<folder that the broker's user can write>",
                    role,
                    AuditConfig.DIRECTORY);
            return null;
        }
        AuditedNode node = new AuditedNode(
                role.toString(),
                config.nodeId(),
                clusterId,
                Versions.of(CertificateAuthorizer.class),
                config.superUsers());
        return AuthorizationAudit.open(settings, config.auditAllowed(), node, clock);
    }

    @Nullable
    AuthorizationAudit audit() {
        return audit;
    }

    NodeEvents events() {
        return events;
    }

    /** Shows what is counted in JMX. */
    void register(DecisionCounts counts, Latency latency, IntSupplier aclCount, BooleanSupplier aclsLoaded) {
        AuthorizerBean bean = new AuthorizerBean(
                new AuthorizerBean.Sources(counts, latency, aclCount, aclsLoaded, conditions, unencrypted.size()),
                clock);
        beans.register("name=authorizer", bean, AuthorizerMXBean.class);
        for (DecisionCounts.Count count : counts.all()) {
            String result = count.allowed() ? "allowed" : "denied";
            beans.<CounterMXBean>register(
                    "name=decisions,result=" + result + ",reason=" + count.reason(),
                    count.adder()::sum,
                    CounterMXBean.class);
        }
    }

    /** The one line at the start. */
    void announce(String module) {
        AuditConfig settings = config.audit();
        LOG.info(
                "CertificateAuthorizer {} started: {} {}, {} super users, without an ACL {}, {} conditions, audit {} (allowed: {}),"
                        + " module {}",
                Versions.of(CertificateAuthorizer.class),
                role,
                config.nodeId(),
                config.superUsers().size(),
                config.allowIfNoAclFound() ? "everyone is allowed" : "denied",
                conditions == null ? "no" : conditions.current().size(),
                settings == null ? "none" : settings.directory(),
                config.auditAllowed(),
                module);
    }

    private void remind() {
        LOG.warn(
                "The {} {} has listeners without encryption: {}. Everybody on the network can read and change what goes through them."
                        + " Remedy: move their clients, then take the names out of {}",
                role,
                config.nodeId(),
                unencrypted,
                AuthorizerConfig.UNENCRYPTED_LISTENERS_CONFIG);
        events.unencrypted(unencrypted);
    }

    @Override
    public void close() {
        housekeeping.close();
        beans.close();
        if (audit != null) {
            audit.close();
        }
    }
}
