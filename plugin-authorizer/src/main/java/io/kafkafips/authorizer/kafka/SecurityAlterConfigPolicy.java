package io.kafkafips.authorizer.kafka;

import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.AuditOrigin;
import io.kafkafips.commons.audit.AuditTrail;
import io.kafkafips.commons.config.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.AlterConfigPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy by which controllers refuse changes of dynamic settings that would undo what the plug-ins see to at the start: a listener
 * without encryption, another TLS engine or principal builder, weaker TLS, and topic settings below what the operator asks for.
 *
 * <pre>
 * alter.config.policy.class.name=io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy
 * alter.config.policy.minimums=min.insync.replicas:2
 * alter.config.policy.fixed=unclean.leader.election.enable:false
 * </pre>
 *
 * <p>KRaft asks it on the active controller for every change of a topic (its creation too), of a broker and of the defaults of all
 * brokers, whichever node the client spoke to; so the lines stand in the {@code server.properties} of every controller. It is not
 * told who asks: the audit trail of the authorizer has that, at the same time. A cluster has one such policy: others are named
 * in {@value #DELEGATES_CONFIG} and asked after this one.
 */
public final class SecurityAlterConfigPolicy implements AlterConfigPolicy {
    static final String ALTER_CONFIG_POLICY_CLASS_NAME = "alter.config.policy.class.name";

    static final String DELEGATES_CONFIG = "alter.config.policy.delegates";
    private static final String DELEGATES_DOC =
            "Classes of further policies (org.apache.kafka.server.policy.AlterConfigPolicy) that are asked in this order once this one is"
                    + " content; all of them have to be. They get the node's settings as if Kafka had made them.";

    static final String MINIMUMS_CONFIG = "alter.config.policy.minimums";
    private static final String MINIMUMS_DOC =
            "Pairs setting:number, such as min.insync.replicas:2. No topic, broker or default may be given a smaller value, nor fall back to"
                    + " one.";

    static final String FIXED_CONFIG = "alter.config.policy.fixed";
    private static final String FIXED_DOC =
            "Pairs setting:value, such as unclean.leader.election.enable:false. No topic, broker or default may be given another value, nor"
                    + " fall back to one.";

    private static final Logger LOG = LoggerFactory.getLogger(SecurityAlterConfigPolicy.class);

    /** Events that wait: the thread that asks is the controller's only one, and must not. */
    private static final int MOST_EVENTS = 4096;

    private List<SettingRule> brokerRules = List.of();
    private List<SettingRule> topicRules = List.of();
    private List<AlterConfigPolicy> delegates = List.of();
    private @Nullable AuditTrail trail;
    private NodeEvents events = new NodeEvents(facts -> {}, "controller", -1);

    /** The options of this policy with their documentation. */
    public static ConfigDef configDef() {
        return new ConfigDef()
                .define(DELEGATES_CONFIG, ConfigDef.Type.LIST, List.of(), Importance.LOW, DELEGATES_DOC)
                .define(MINIMUMS_CONFIG, ConfigDef.Type.LIST, List.of(), Importance.LOW, MINIMUMS_DOC)
                .define(FIXED_CONFIG, ConfigDef.Type.LIST, List.of(), Importance.LOW, FIXED_DOC);
    }

    /** Says so on a controller that does not have this policy. */
    static void warnIfMissing(Map<String, ?> configs) {
        boolean controller = KafkaSettings.list(configs, "process.roles").contains("controller");
        String name = SecurityAlterConfigPolicy.class.getName();
        if (controller && !name.equals(configs.get(ALTER_CONFIG_POLICY_CLASS_NAME))) {
            LOG.warn(
                    "Whoever may alter configs can put settings into the cluster that weaken it; each broker then has to refuse them by"
                            + " itself. Remedy, on every controller: {}={}",
                    ALTER_CONFIG_POLICY_CLASS_NAME,
                    name);
        }
    }

    /**
     * Reads the settings.
     *
     * @throws org.apache.kafka.common.config.ConfigException when one of them, or a delegate, cannot be used
     */
    @Override
    public void configure(Map<String, ?> configs) {
        AuthorizerConfig config = AuthorizerConfig.of(configs);
        SettingRule bounds = new BoundedSettings(configs);
        topicRules = List.of(bounds);
        brokerRules = List.of(
                new ListenerSettings(configs, config.unencryptedListeners()),
                new PinnedSettings(configs),
                new TlsSettings(configs),
                bounds);
        delegates = delegates(configs);
        AuditConfig audit = config.audit();
        if (audit != null) {
            AuditOrigin origin = new AuditOrigin("config-policy-" + config.nodeId(), Map.of("nodeId", config.nodeId()));
            AuditTrail opened = AuditTrail.open(audit.withoutWaiting(MOST_EVENTS), origin, InstantSource.system());
            trail = opened;
            events = new NodeEvents(
                    facts -> opened.append(System.currentTimeMillis(), facts), "controller", config.nodeId());
        }
    }

    /**
     * Looks at one change.
     *
     * @throws PolicyViolationException which says what is wrong with it; Kafka shows that to who asked
     */
    @Override
    public void validate(RequestMetadata request) {
        // Kafka has null for a setting that is deleted, which its signature does not tell
        Map<String, @Nullable String> altered = new HashMap<>();
        request.configs().forEach(altered::put);
        List<String> violations = new ArrayList<>();
        for (SettingRule rule : rules(request.resource().type())) {
            violations.addAll(rule.violations(altered));
        }
        if (!violations.isEmpty()) {
            String resource =
                    request.resource().type() + ":" + request.resource().name();
            LOG.warn("A change of {} was refused: {}", resource, violations);
            events.configRefused(resource, violations);
            throw new PolicyViolationException(
                    "Refused by " + getClass().getSimpleName() + ": " + String.join("; ", violations));
        }
        delegates.forEach(delegate -> delegate.validate(request));
    }

    private List<SettingRule> rules(ConfigResource.Type type) {
        return switch (type) {
            case BROKER -> brokerRules;
            case TOPIC -> topicRules;
            default -> List.of();
        };
    }

    private static List<AlterConfigPolicy> delegates(Map<String, ?> configs) {
        List<AlterConfigPolicy> delegates = new ArrayList<>();
        for (String name : KafkaSettings.list(configs, DELEGATES_CONFIG)) {
            try {
                AlterConfigPolicy delegate = Class.forName(name)
                        .asSubclass(AlterConfigPolicy.class)
                        .getDeclaredConstructor()
                        .newInstance();
                delegate.configure(configs);
                delegates.add(delegate);
            } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
                throw Refusal.setting(
                        DELEGATES_CONFIG,
                        name,
                        "classes in libs that implement " + AlterConfigPolicy.class.getName(),
                        DELEGATES_CONFIG + "=<class>, or no such line",
                        e);
            }
        }
        return delegates;
    }

    @Override
    public void close() {
        for (AlterConfigPolicy delegate : delegates) {
            try {
                delegate.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("{} cannot be closed", delegate.getClass().getName(), e);
            }
        }
        if (trail != null) {
            trail.close();
        }
    }
}
