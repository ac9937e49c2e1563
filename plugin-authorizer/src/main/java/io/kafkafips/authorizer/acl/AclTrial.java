package io.kafkafips.authorizer.acl;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The authorizer's decision outside a broker, for tools: the same index and the same order, over ACLs that came from anywhere.
 * Immutable, thread-safe.
 */
public final class AclTrial {
    private final AccessPolicy policy;
    private final List<AclRule> rules;
    private final AclStore.View acls;

    /**
     * A request that somebody could make.
     *
     * @param principals every principal of the requester, the primary one first
     * @param address where it comes from
     * @param certificateEnd end of the requester's certificate
     * @param type type of the resource
     * @param name name of the resource
     * @param operation what is asked for
     */
    public record Request(
            List<String> principals,
            InetAddress address,
            Instant certificateEnd,
            ResourceType type,
            String name,
            AclOperation operation) {
        public Request {
            principals = List.copyOf(principals);
        }
    }

    /** Over these ACLs and this policy. */
    public AclTrial(Collection<AclRule> rules, AccessPolicy policy) {
        this.policy = policy;
        this.rules = List.copyOf(rules);
        Map<Uuid, AclRule> byId = new HashMap<>();
        for (AclRule rule : this.rules) {
            byId.put(new Uuid(0, byId.size() + 1L), rule);
        }
        AclStore store = new AclStore();
        store.load(byId, Function.identity());
        store.completeInitialLoad();
        this.acls = store.view();
    }

    /** What the authorizer would answer. */
    public Decision decide(Request request) {
        Requester requester = new Requester(
                request.principals(),
                request.address(),
                request.certificateEnd().toEpochMilli());
        return policy.decide(acls, requester, request.type(), request.name(), request.operation());
    }

    /** Every ACL that applies to the request, each DENY before each ALLOW; a super user is asked for none of them. */
    public List<AclRule> matching(Request request) {
        List<AclRule> matching = new ArrayList<>(
                rules.stream().filter(rule -> matches(rule, request)).toList());
        matching.sort(Comparator.comparing(AclRule::allowed).thenComparing(AclRule::reason));
        return matching;
    }

    private static boolean matches(AclRule rule, Request request) {
        return rule.resourceType() == request.type()
                && isAbout(rule, request.name())
                && (rule.principal().equals(AclRule.EVERYONE)
                        || request.principals().contains(rule.principal()))
                && (rule.isForAnyHost() || rule.host().equals(request.address().getHostAddress()))
                && rule.covers(request.operation());
    }

    private static boolean isAbout(AclRule rule, String name) {
        return rule.patternType() == PatternType.PREFIXED
                ? name.startsWith(rule.resourceName())
                : rule.resourceName().equals(AclRule.WILDCARD)
                        || rule.resourceName().equals(name);
    }
}
