package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.acl.AccessPolicy;
import io.kafkafips.authorizer.acl.AclStore;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Decision.WithoutAcl;
import io.kafkafips.authorizer.acl.Requester;
import io.kafkafips.authorizer.audit.AuditedNode;
import io.kafkafips.authorizer.audit.AuthorizationAudit;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.PathStanding;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.commons.x509.KnownRevocations;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizerNotReadyException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
public final class CertificateAuthorizer extends StandardAuthorizer {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateAuthorizer.class);
    private static final String PLUGIN = "plugin-authorizer";

    private final InstantSource clock;
    private final AclStore acls = new AclStore();
    private final AuthorizerLog log = new AuthorizerLog();
    private String module = "not attested";
    private volatile AuthorizerConfig config = AuthorizerConfig.of(Map.of());
    private volatile AccessPolicy policy;
    private volatile @Nullable AuthorizationAudit audit;

    /** For Kafka. */
    public CertificateAuthorizer() {
        this(Clock.systemUTC());
    }

    CertificateAuthorizer(InstantSource clock) {
        this.clock = clock;
        this.policy = new AccessPolicy(Set.of(), false, clock);
    }

    /**
     * Reads the settings.
     *
     * @throws org.apache.kafka.common.config.ConfigException when the JVM, a listener or a setting is not as it must be
     */
    @Override
    public void configure(Map<String, ?> configs) {
        module = FipsRuntime.require(PLUGIN).module();
        EncryptedListeners.require(configs);
        config = AuthorizerConfig.of(configs);
        policy = new AccessPolicy(config.superUsers(), config.allowIfNoAclFound(), clock);
        super.configure(configs);
    }

    @Override
    public Map<Endpoint, ? extends CompletionStage<Void>> start(AuthorizerServerInfo serverInfo) {
        String role = role(serverInfo);
        AuditConfig settings = config.audit();
        if (settings == null) {
            LOG.warn(
                    "The {} keeps no audit trail of its decisions. Remedy: {}=<folder that the broker's user can write>",
                    role,
                    AuditConfig.DIRECTORY);
        } else {
            AuditedNode node = new AuditedNode(
                    role, config.nodeId(), serverInfo.clusterResource().clusterId(), version(), config.superUsers());
            audit = AuthorizationAudit.open(settings, config.auditAllowed(), node, clock);
        }
        LOG.info(
                "{} {} started: {} {}, {} super users, without an ACL {}, audit {} (allowed: {}), module {}",
                getClass().getSimpleName(),
                version(),
                role,
                config.nodeId(),
                config.superUsers().size(),
                config.allowIfNoAclFound() ? "everyone is allowed" : "denied",
                settings == null ? "none" : settings.directory(),
                config.auditAllowed(),
                module);
        return super.start(serverInfo);
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        Requester requester = requester(context);
        AclStore.View view = acls.view();
        List<AuthorizationResult> results = new ArrayList<>(actions.size());
        for (Action action : actions) {
            results.add(result(authorize(context, requester, view, action)));
        }
        return results;
    }

    @Override
    public AuthorizationResult authorizeByResourceType(
            AuthorizableRequestContext context, AclOperation operation, ResourceType type) {
        if (isFilter(operation.name()) || isFilter(type.name())) {
            throw new IllegalArgumentException(
                    "Expected one operation and one resource type, got " + operation + " on " + type);
        }
        Requester requester = requester(context);
        AclStore.View view = acls.view();
        // Kafka's own implementation asks for this name before it looks at all ACLs, and logs that
        ResourcePattern probe = new ResourcePattern(type, "hardcode", PatternType.LITERAL);
        Decision decision = ready(policy.decide(view, requester, type, probe.name(), operation));
        log.record(context, new Action(operation, probe, 0, true, false), decision);
        if (!decision.allowed()) {
            decision = policy.decideForSome(view, requester, type, operation);
        }
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
        AuthorizationAudit open = audit;
        if (open != null) {
            open.close();
        }
    }

    private Decision authorize(
            AuthorizableRequestContext context, Requester requester, AclStore.View view, Action action) {
        ResourcePattern resource = action.resourcePattern();
        if (resource.patternType() != PatternType.LITERAL) {
            throw new IllegalArgumentException("Only literal resources are supported. Got: " + resource.patternType());
        }
        Decision decision =
                ready(policy.decide(view, requester, resource.resourceType(), resource.name(), action.operation()));
        decision = audited(context, requester, action, decision);
        log.record(context, action, decision);
        return decision;
    }

    /** Puts the decision on record; where it cannot be, and must be, it is a denial. */
    private Decision audited(
            AuthorizableRequestContext context, Requester requester, Action action, Decision decision) {
        AuthorizationAudit open = audit;
        boolean onRecord = open == null
                || !(decision.allowed() ? action.logIfAllowed() : action.logIfDenied())
                || open.record(context, requester, action.operation(), action.resourcePattern(), decision);
        return onRecord || !decision.allowed() ? decision : WithoutAcl.AUDIT_UNAVAILABLE;
    }

    private static Decision ready(Decision decision) {
        if (decision == WithoutAcl.NOT_READY) {
            throw new AuthorizerNotReadyException();
        }
        return decision;
    }

    private static AuthorizationResult result(Decision decision) {
        return decision.allowed() ? AuthorizationResult.ALLOWED : AuthorizationResult.DENIED;
    }

    private static Requester requester(AuthorizableRequestContext context) {
        KafkaPrincipal principal = context.principal();
        return principal instanceof CertificatePrincipal certified
                ? new Requester(
                        certified.names(),
                        context.clientAddress(),
                        certified.identity().path().notAfter().toEpochMilli(),
                        isRevoked(certified.identity().path()))
                : new Requester(List.of(principal.toString()), context.clientAddress(), Requester.NEVER);
    }

    private static boolean isRevoked(PathStanding path) {
        return path.revoked() || KnownRevocations.shared().anyRevoked(path.certificates());
    }

    /** A combined node makes two authorizers from the same settings; only the endpoints tell them apart. */
    @SuppressWarnings("removal") // its successor listener() is not in Kafka 3.9 and 4.0
    private String role(AuthorizerServerInfo serverInfo) {
        boolean controller = !serverInfo.endpoints().isEmpty()
                && serverInfo.endpoints().stream()
                        .map(endpoint -> endpoint.listenerName().orElse("").toUpperCase(Locale.ROOT))
                        .allMatch(config.controllerListeners()::contains);
        return controller ? "controller" : "broker";
    }

    private static boolean isFilter(String name) {
        return name.equals("ANY") || name.equals("UNKNOWN");
    }

    private static String version() {
        String version = CertificateAuthorizer.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
