package io.kafkafips.validator.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.validator.agent.ValidatorAgent;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.jspecify.annotations.Nullable;

/**
 * The guard against a broker that runs unprotected since the agent was forgotten: a metrics reporter that reports nothing, and
 * refuses the start of a broker without the agent, or with one that read other settings.
 *
 * <pre>
 * metric.reporters=io.kafkafips.validator.kafka.ValidatorGuard
 * </pre>
 */
public final class ValidatorGuard implements MetricsReporter {
    static final String PLUGIN = "plugin-record-validator";
    private static final String REPORTERS_CONFIG = "metric.reporters";
    private static final String REMEDY =
            "KAFKA_OPTS=-javaagent:$KAFKA_HOME/libs/plugin-record-validator-<version>.jar in the environment of the broker";

    /** Kafka makes it by its name. */
    public ValidatorGuard() {}

    /**
     * Refuses the start of an unprotected broker.
     *
     * @param configs all settings of the server
     * @throws org.apache.kafka.common.config.ConfigException stops the start
     */
    @Override
    public void configure(Map<String, ?> configs) {
        FipsRuntime.require(PLUGIN);
        if (!ValidatorAgent.isControllerOnly(configs)) {
            require(RecordValidatorConfig.settings(configs), ValidatorAgent.settingsInForce());
        }
    }

    static void require(SortedMap<String, String> configured, @Nullable SortedMap<String, String> inForce) {
        if (inForce == null) {
            String key = configured.isEmpty() ? REPORTERS_CONFIG : configured.firstKey();
            Object value = configured.isEmpty() ? ValidatorGuard.class.getName() : configured.get(key);
            throw Refusal.setting(
                    key, value, "a broker whose JVM has the agent: without it no record is validated", REMEDY);
        }
        TreeSet<String> keys = new TreeSet<>(configured.keySet());
        keys.addAll(inForce.keySet());
        for (String key : keys) {
            @Nullable String value = configured.get(key);
            @Nullable String agents = inForce.get(key);
            if (value == null || !value.equals(agents)) {
                throw Refusal.setting(
                        key,
                        value,
                        "what the agent read at start, which is " + (agents == null ? "nothing" : agents),
                        "let agent and broker read the same file; the agent's argument (-javaagent:<jar>=<file>) is for brokers"
                                + " that are not started by kafka.Kafka");
            }
        }
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
}
