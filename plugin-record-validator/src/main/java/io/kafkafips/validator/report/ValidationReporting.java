package io.kafkafips.validator.report;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.ValidationListener;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reporting of one broker: metrics, audit trail, and the thread that shows new counts and writes the digest of warnings. */
public final class ValidationReporting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ValidationReporting.class);
    private static final Duration SWEEP = Duration.ofSeconds(2);

    private final Optional<ValidationAudit> audit;
    private final ValidationMetrics metrics;
    private final PoliciesBean policies;
    private final WarningDigest warnings;
    private final RegistryBeans registries;
    private final JmxBeans beans;
    private final Thread thread = new Thread(this::run, "record-validation-report");

    private ValidationReporting(
            Optional<ValidationAudit> audit,
            ValidationMetrics metrics,
            PoliciesBean policies,
            RegistryBeans registries,
            JmxBeans beans) {
        this.audit = audit;
        this.metrics = metrics;
        this.policies = policies;
        this.warnings = new WarningDigest(metrics);
        this.registries = registries;
        this.beans = beans;
        this.thread.setDaemon(true);
    }

    /**
     * Opens the audit trail and registers the beans.
     *
     * @param serverProperties of the broker
     * @param policies those in force
     * @param registries the schema registries in force, by name
     * @param clients whose batches they are
     * @param server where beans are registered
     * @param clock time of events
     * @throws org.apache.kafka.common.config.ConfigException when there is to be an audit trail, and it cannot go on
     */
    public static ValidationReporting open(
            Map<String, String> serverProperties,
            LastGood<PolicySet> policies,
            Supplier<Map<String, SchemaRegistry>> registries,
            ClientSource clients,
            MBeanServer server,
            InstantSource clock) {
        JmxBeans beans = new JmxBeans(server, "type=RecordValidator");
        ValidationReporting opened = new ValidationReporting(
                ValidationAudit.open(serverProperties, clients, clock),
                new ValidationMetrics(clients),
                new PoliciesBean(policies, clock),
                new RegistryBeans(registries, beans),
                beans);
        opened.beans.<PoliciesMXBean>register("name=policies", opened.policies, PoliciesMXBean.class);
        opened.metrics.show(opened.beans);
        opened.registries.refresh();
        opened.audit.ifPresent(audit -> audit.policies(opened.policies));
        return opened;
    }

    /** Who is to be told of batches. */
    public List<ValidationListener> listeners() {
        List<ValidationListener> listeners = new ArrayList<>();
        listeners.add(metrics);
        audit.ifPresent(listeners::add);
        return listeners;
    }

    /** The policies were taken over, or a change of theirs was refused. */
    public void policiesChanged(LastGood.State<PolicySet> state) {
        policies.changed(state);
        registries.refresh();
        audit.ifPresent(trail -> trail.policies(policies));
    }

    /** Begins to show counts. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                sweep(System.nanoTime());
                Thread.sleep(SWEEP.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void sweep(long nowNanos) {
        try {
            metrics.sweep(nowNanos, beans);
            warnings.look(nowNanos);
        } catch (RuntimeException e) {
            LOG.warn("Metrics of record validation could not be shown; tried again in {}", SWEEP, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        audit.ifPresent(ValidationAudit::close);
        beans.close();
    }
}
