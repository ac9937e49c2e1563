package io.kafkafips.bench;

import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.kafka.CertificateAuthorizer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.SecurityUtils;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Somebody who decides the requests of a service, whatever it takes for all of its principals. Thread-safe. */
interface Decider {
    /** Decides about one resource. */
    boolean decide(Request request);

    /** Decides whether some topic is within reach. */
    boolean decideForSome(Request request, AclOperation operation);

    /**
     * A request as a node has it in memory before it asks.
     *
     * @param contexts a context per principal for those that know one principal only, or a single context with all
     * @param actions what it wants
     */
    record Request(List<AuthorizableRequestContext> contexts, List<Action> actions) {}

    /** With a loaded authorizer of the named side. */
    static Decider of(AclSide side, int principals, Map<Uuid, StandardAcl> acls) {
        if (side == AclSide.OURS || principals == 1) {
            return new One(loaded(side, acls));
        }
        return new Split(loaded(side, acls), loaded(side, denials(acls)));
    }

    /** A request of a service to write to its topic. */
    static Request request(AclSide side, List<String> principals, String topic) {
        Action write = new Action(
                AclOperation.WRITE, new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), 1, true, true);
        List<KafkaPrincipal> known = new ArrayList<>();
        if (side == AclSide.OURS && principals.size() > 1) {
            CertificateIdentity identity = new CertificateIdentity(
                    principals.subList(1, principals.size()),
                    "CN=CA,O=Acme",
                    BigInteger.TEN,
                    "ab".repeat(32),
                    Instant.now().plusSeconds(1_000_000));
            known.add(new CertificatePrincipal("User", principals.get(0).substring(5), false, identity));
        } else {
            principals.forEach(name -> known.add(SecurityUtils.parseKafkaPrincipal(name)));
        }
        return new Request(known.stream().map(Decider::context).toList(), List.of(write));
    }

    private static AuthorizableRequestContext context(KafkaPrincipal principal) {
        return new RequestContext(
                new RequestHeader(ApiKeys.PRODUCE, (short) 9, "service", 7),
                "connection",
                InetAddress.getLoopbackAddress(),
                principal,
                new ListenerName("CLIENTS"),
                SecurityProtocol.SSL,
                ClientInformation.EMPTY,
                false);
    }

    /** An authorizer that is configured, without ACLs. */
    static StandardAuthorizer authorizer(AclSide side) {
        StandardAuthorizer authorizer = side == AclSide.OURS ? new CertificateAuthorizer() : new StandardAuthorizer();
        authorizer.configure(Map.of("listeners", "SSL://:9093", "super.users", "User:admin", "node.id", "1"));
        authorizer.withPluginMetrics(new PluginMetricsImpl(new Metrics(), Map.of()));
        return authorizer;
    }

    private static StandardAuthorizer loaded(AclSide side, Map<Uuid, StandardAcl> acls) {
        StandardAuthorizer authorizer = authorizer(side);
        authorizer.loadSnapshot(acls);
        authorizer.completeInitialLoad();
        return authorizer;
    }

    /** What is denied, and an ACL that allows everything else: its answer "denied" is an explicit DENY. */
    private static Map<Uuid, StandardAcl> denials(Map<Uuid, StandardAcl> acls) {
        Map<Uuid, StandardAcl> denials = new HashMap<>(acls);
        denials.values().removeIf(acl -> acl.permissionType() != AclPermissionType.DENY);
        denials.put(
                new Uuid(1, 1),
                new StandardAcl(
                        ResourceType.TOPIC,
                        "*",
                        PatternType.LITERAL,
                        "User:*",
                        "*",
                        AclOperation.ALL,
                        AclPermissionType.ALLOW));
        return denials;
    }

    /** One authorizer that knows every principal of the request. */
    record One(StandardAuthorizer authorizer) implements Decider {
        @Override
        public boolean decide(Request request) {
            return authorizer
                            .authorize(request.contexts().get(0), request.actions())
                            .get(0)
                    == AuthorizationResult.ALLOWED;
        }

        @Override
        public boolean decideForSome(Request request, AclOperation operation) {
            return authorizer.authorizeByResourceType(request.contexts().get(0), operation, ResourceType.TOPIC)
                    == AuthorizationResult.ALLOWED;
        }
    }

    /** What it takes with the stock authorizer to have a DENY for any principal win: two of them, asked for each principal. */
    record Split(StandardAuthorizer all, StandardAuthorizer denials) implements Decider {
        @Override
        public boolean decide(Request request) {
            boolean allowed = false;
            for (AuthorizableRequestContext context : request.contexts()) {
                if (denials.authorize(context, request.actions()).get(0) == AuthorizationResult.DENIED) {
                    return false;
                }
                allowed |= all.authorize(context, request.actions()).get(0) == AuthorizationResult.ALLOWED;
            }
            return allowed;
        }

        @Override
        public boolean decideForSome(Request request, AclOperation operation) {
            return request.contexts().stream()
                    .anyMatch(context -> all.authorizeByResourceType(context, operation, ResourceType.TOPIC)
                            == AuthorizationResult.ALLOWED);
        }
    }
}
