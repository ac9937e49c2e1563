package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.acl.AccessPolicy;
import io.kafkafips.authorizer.acl.AclStore;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Decision.WithoutAcl;
import io.kafkafips.authorizer.acl.Requester;
import io.kafkafips.authorizer.audit.AuthorizationAudit;
import io.kafkafips.authorizer.condition.ConditionFile;
import io.kafkafips.authorizer.metrics.DecisionCounts;
import io.kafkafips.authorizer.metrics.Latency;
import io.kafkafips.commons.fips.FipsRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.Reconfigurable;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizerNotReadyException;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer for KRaft that decides over everything a client's certificate proves: an ACL may name any principal of {@link
 * CertificatePrincipalBuilder}, such as {@code Group:payments}; a DENY for any of them wins. ACLs are made with {@code kafka-acls.sh} and
 * stay in Kafka's metadata log.
 *
 * <pre>
 * authorizer.class.name=io.kafkafips.authorizer.kafka.CertificateAuthorizer
 * principal.builder.class=io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder
 * super.users=Cn:broker-1;Cn:controller-1;Cn:admin
 * audit.directory=/var/log/kafka-audit
 * </pre>
 *
 * <p>Refuses to start with a listener that is not encrypted. Brokers and controllers have to be super users: until the ACLs are loaded
 * nobody else is let in, and they are loaded through those connections.
 *
 * <p>It extends StandardAuthorizer for its place in Kafka: changes of ACLs, readiness of listeners, and what later versions add. It keeps
 * and decides by itself: StandardAuthorizer knows one principal, and a DENY cannot be told from its answer when it is asked several times.
 * Kafka makes one instance per role, two in a combined node.
 */
public final class CertificateAuthorizer extends StandardAuthorizer implements Reconfigurable {
    private static final String PLUGIN = "plugin-authorizer";
    private static final List<AuthorizationResult> ALLOWED = List.of(AuthorizationResult.ALLOWED);
    private static final List<AuthorizationResult> DENIED = List.of(AuthorizationResult.DENIED);

    private final InstantSource clock;
    private final Requesters requesters = new Requesters();
    private final AclStore acls = new AclStore();
    private final AuthorizerLog log = new AuthorizerLog();
    private final DecisionCounts counts = new DecisionCounts();
    private final Latency latency = new Latency();
    private String module = "not attested";
    private List<String> unencrypted = List.of();
    private volatile AuthorizerConfig config = AuthorizerConfig.of(Map.of());
    private volatile AccessPolicy policy;
    private volatile @Nullable ConditionFile conditions;
    private volatile ConditionGate gate;
    private volatile @Nullable AuthorizerServices services;

    /** For Kafka. */
    public CertificateAuthorizer() {
        this(Clock.systemUTC());
    }

    CertificateAuthorizer(InstantSource clock) {
        this.clock = clock;
        this.policy = new AccessPolicy(Set.of(), false, clock);
        this.gate = new ConditionGate(null, clock);
    }

    /**
     * Reads the settings.
     *
     * @throws org.apache.kafka.common.config.ConfigException when the JVM, a listener or a setting is not as it must be
     */
    @Override
    public void configure(Map<String, ?> configs) {
        module = FipsRuntime.require(PLUGIN).module();
        unencrypted = EncryptedListeners.require(configs, AuthorizerConfig.unencryptedListeners(configs));
        config = AuthorizerConfig.of(configs);
        SecurityAlterConfigPolicy.warnIfMissing(configs);
        policy = new AccessPolicy(config.superUsers(), config.allowIfNoAclFound(), clock);
        conditions = conditions(config.conditionsFile());
        gate = new ConditionGate(conditions, clock);
        super.configure(configs);
    }

    @Override
    public Map<Endpoint, ? extends CompletionStage<Void>> start(AuthorizerServerInfo serverInfo) {
        NodeRole role = NodeRole.of(serverInfo, config.controllerListeners());
        String clusterId = serverInfo.clusterResource().clusterId();
        AuthorizerServices started = new AuthorizerServices(config, role, unencrypted, conditions, clusterId, clock);
        started.register(counts, latency, this::aclCount, () -> acls.view().complete());
        started.announce(module);
        services = started;
        return super.start(serverInfo);
    }

    /** Not those of StandardAuthorizer, which count what it decides itself. */
    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        KafkaPluginMetrics.register(metrics, counts, this::aclCount, clock);
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of(KafkaSettings.LISTENERS, KafkaSettings.SECURITY_PROTOCOL_MAP);
    }

    /** Passes: a broker that refuses here keeps its reason to itself, while the policy of the controllers tells it to who asked. */
    @Override
    public void validateReconfiguration(Map<String, ?> configs) {}

    /**
     * Refuses to open a listener that is not encrypted, whatever the controllers have let into the metadata log.
     *
     * @throws ConfigException so that the broker applies nothing of the change
     */
    @Override
    public void reconfigure(Map<String, ?> configs) {
        List<String> refused = EncryptedListeners.unencrypted(configs, config.unencryptedListeners());
        AuthorizerServices running = services;
        if (!refused.isEmpty() && running != null) {
            running.events().configRefused("BROKER:" + config.nodeId(), refused);
        }
        if (!refused.isEmpty()) {
            throw new ConfigException("These listeners are not encrypted: " + String.join(", ", refused)
                    + ". Remedy: take them out of the dynamic settings of this broker");
        }
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        long begun = latency.begin();
        Requester requester = requesters.requester(context);
        AclStore.View view = acls.view();
        ConditionGate.Pass pass = gate.begin(context, requester);
        // most requests are about one resource, and the two lists of one result are always the same
        List<AuthorizationResult> results = actions.size() == 1
                ? alone(authorize(context, requester, view, pass, actions.get(0)))
                : actions.stream()
                        .map(action -> result(authorize(context, requester, view, pass, action)))
                        .toList();
        latency.end(begun);
        return results;
    }

    @Override
    public AuthorizationResult authorizeByResourceType(
            AuthorizableRequestContext context, AclOperation operation, ResourceType type) {
        if (isFilter(operation.name()) || isFilter(type.name())) {
            throw new IllegalArgumentException(
                    "Expected one operation and one resource type, got " + operation + " on " + type);
        }
        Requester requester = requesters.requester(context);
        AclStore.View view = acls.view();
        // Kafka's own implementation asks for this name before it looks at all ACLs, and logs that
        ResourcePattern probe = new ResourcePattern(type, "hardcode", PatternType.LITERAL);
        Decision decision = ready(policy.decide(view, requester, type, probe.name(), operation));
        log.record(context, new Action(operation, probe, 0, true, false), decision);
        if (!decision.allowed()) {
            decision = policy.decideForSome(view, requester, type, operation);
        }
        decision = gate.begin(context, requester).narrowSome(decision, type, operation);
        ResourcePattern some = new ResourcePattern(type, "*", PatternType.LITERAL);
        return result(audited(context, requester, new Action(operation, some, 0, true, true), decision));
    }

    @Override
    public void addAcl(Uuid id, StandardAcl acl) {
        acls.add(id, StandardAcls.rule(acl));
    }

    @Override
    public void removeAcl(Uuid id) {
        acls.remove(id);
    }

    @Override
    public void loadSnapshot(Map<Uuid, StandardAcl> snapshot) {
        acls.load(snapshot, StandardAcls::rule);
    }

    @Override
    public Iterable<AclBinding> acls(AclBindingFilter filter) {
        return acls.rules().stream()
                .map(rule -> StandardAcls.acl(rule).toBinding())
                .filter(filter::matches)
                .toList();
    }

    @Override
    public int aclCount() {
        return acls.rules().size();
    }

    @Override
    public void completeInitialLoad() {
        // before the listeners open
        acls.completeInitialLoad();
        super.completeInitialLoad();
    }

    @Override
    public void close() throws IOException {
        super.close();
        AuthorizerServices running = services;
        if (running != null) {
            running.close();
        }
    }

    private @Nullable ConditionFile conditions(@Nullable Path file) {
        return file == null ? null : ConditionFile.open(file, AuthorizerConfig.CONDITIONS_FILE_CONFIG, clock);
    }

    private Decision authorize(
            AuthorizableRequestContext context,
            Requester requester,
            AclStore.View view,
            ConditionGate.Pass pass,
            Action action) {
        ResourcePattern resource = action.resourcePattern();
        if (resource.patternType() != PatternType.LITERAL) {
            throw new IllegalArgumentException("Only literal resources are supported. Got: " + resource.patternType());
        }
        Decision decision =
                ready(policy.decide(view, requester, resource.resourceType(), resource.name(), action.operation()));
        decision = pass.narrow(decision, resource.resourceType(), resource.name(), action.operation());
        decision = audited(context, requester, action, decision);
        log.record(context, action, decision);
        return decision;
    }

    /** Counts the decision and puts it on record; where it cannot be, and must be, it is a denial. */
    private Decision audited(
            AuthorizableRequestContext context, Requester requester, Action action, Decision decision) {
        AuthorizerServices running = services;
        AuthorizationAudit open = running == null ? null : running.audit();
        // what a dry run would have denied is both
        boolean logged = (decision.allowed() && action.logIfAllowed()) || (decision.notable() && action.logIfDenied());
        boolean onRecord = open == null
                || !logged
                || open.record(context, requester, action.operation(), action.resourcePattern(), decision);
        Decision made = onRecord || !decision.allowed() ? decision : WithoutAcl.AUDIT_UNAVAILABLE;
        counts.count(made);
        return made;
    }

    private Decision ready(Decision decision) {
        if (decision == WithoutAcl.NOT_READY) {
            counts.count(decision);
            throw new AuthorizerNotReadyException();
        }
        return decision;
    }

    private static List<AuthorizationResult> alone(Decision decision) {
        return decision.allowed() ? ALLOWED : DENIED;
    }

    private static AuthorizationResult result(Decision decision) {
        return decision.allowed() ? AuthorizationResult.ALLOWED : AuthorizationResult.DENIED;
    }

    private static boolean isFilter(String name) {
        return name.equals("ANY") || name.equals("UNKNOWN");
    }
}
