package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import io.kafkafips.authorizer.acl.Decision.WithoutAcl;
import io.kafkafips.authorizer.acl.Decision.WouldBeDenied;
import io.kafkafips.authorizer.acl.Requester;
import io.kafkafips.authorizer.condition.ConditionFile;
import io.kafkafips.authorizer.condition.ConditionSet;
import io.kafkafips.authorizer.condition.Origin;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what ACLs allow against the policy file; a denial passes as it is. Thread-safe. */
final class ConditionGate {
    private static final Logger LOG = LoggerFactory.getLogger(ConditionGate.class);

    private final @Nullable ConditionFile file;
    private final InstantSource clock;
    private final Set<DeniedByCondition> told = ConcurrentHashMap.newKeySet();

    ConditionGate(@Nullable ConditionFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** For the actions of one request, which all meet the same conditions. */
    Pass begin(AuthorizableRequestContext context, Requester requester) {
        return new Pass(file == null ? ConditionSet.NONE : file.current(), context, requester);
    }

    /** One request on its way through. For one thread. */
    final class Pass {
        private final ConditionSet conditions;
        private final AuthorizableRequestContext context;
        private final Requester requester;
        private @Nullable Origin origin;

        private Pass(ConditionSet conditions, AuthorizableRequestContext context, Requester requester) {
            this.conditions = conditions;
            this.context = context;
            this.requester = requester;
        }

        Decision narrow(Decision decision, ResourceType type, String name, AclOperation operation) {
            if (!decision.allowed() || conditions.isEmpty()) {
                return decision;
            }
            boolean superUser = decision == WithoutAcl.SUPER_USER;
            return narrowed(decision, conditions.check(origin(), type, name, operation, superUser, clock));
        }

        /** The same for "some resource of that type": only rules for all of them count. */
        Decision narrowSome(Decision decision, ResourceType type, AclOperation operation) {
            if (!decision.allowed() || conditions.isEmpty()) {
                return decision;
            }
            boolean superUser = decision == WithoutAcl.SUPER_USER;
            return narrowed(decision, conditions.checkSome(origin(), type, operation, superUser, clock));
        }

        private Origin origin() {
            if (origin == null) {
                origin = Requesters.origin(context, requester);
            }
            return origin;
        }

        private Decision narrowed(Decision decision, @Nullable DeniedByCondition denial) {
            if (denial == null) {
                return decision;
            }
            if (!denial.dryRun()) {
                return denial;
            }
            if (told.add(denial)) {
                LOG.info(
                        "Dry run: {} would have denied {} (client id {}). Further requests are counted and audited only",
                        denial.reason(),
                        context.principal(),
                        String.valueOf(context.clientId()).replaceAll("\\p{Cntrl}", " "));
            }
            return new WouldBeDenied(decision, denial);
        }
    }
}
