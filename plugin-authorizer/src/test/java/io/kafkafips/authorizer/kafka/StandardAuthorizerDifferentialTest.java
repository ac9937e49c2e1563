package io.kafkafips.authorizer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.authorizer.acl.RandomAcls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.SecurityUtils;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With one principal the answers are those of Kafka's own StandardAuthorizer: a million checks over ACLs that come, go and are loaded
 * anew. Left out are names that begin with an asterisk: there StandardAuthorizer takes the ACL for {@code *} for a literal that is a
 * prefix of the name and skips it, so a {@code DENY} on group {@code *} does not reach group {@code *g}. Ours follows the documentation.
 */
class StandardAuthorizerDifferentialTest {
    private static final int MOST_ACLS = 60;

    /** Each asks for two resources and for a type: over the six runs a million checks. */
    private static final int STEPS = 56_000;

    private final List<Uuid> ids = new ArrayList<>();
    private final List<StandardAcl> acls = new ArrayList<>();
    private int allowed;
    private int allowedForSome;

    @ParameterizedTest
    @CsvSource({"1,true,40", "2,false,40", "3,true,10", "4,false,10", "5,true,85", "6,false,85"})
    void authorize_randomAclsAndRequests_equalsStandardAuthorizer(long seed, boolean openIfNoAcl, int denyPercent) {
        String[] settings = {
            "allow.everyone.if.no.acl.found", String.valueOf(openIfNoAcl), "super.users", "User:root;User:admin"
        };
        StandardAuthorizer stock = Authorizers.stock(settings);
        StandardAuthorizer ours = Authorizers.ours(settings);
        RandomAcls random = new RandomAcls(seed, denyPercent);
        reload(random, stock, ours);
        int steps = STEPS;
        for (int step = 0; step < steps; step++) {
            if (step % 5 == 0) {
                change(random, step, stock, ours);
            }
            check(random, step, stock, ours);
        }
        assertThat(List.of(allowed, allowedForSome))
                .as("both answers must occur, for single resources and for types")
                .allMatch(count -> count > 50 && count < steps - 50);
        assertThat(ours.aclCount()).isEqualTo(stock.aclCount());
    }

    private void check(RandomAcls random, int step, StandardAuthorizer stock, StandardAuthorizer ours) {
        KafkaPrincipal principal = SecurityUtils.parseKafkaPrincipal(
                random.below(100) == 0 ? "User:root" : random.pick(RandomAcls.PRINCIPALS));
        AuthorizableRequestContext context = Requests.by(principal, random.address());
        List<Action> actions = List.of(action(random), action(random));
        List<AuthorizationResult> expected = stock.authorize(context, actions);
        assertThat(ours.authorize(context, actions))
                .as("step %d: %s by %s, ACLs %s", step, actions, principal, acls)
                .isEqualTo(expected);
        allowed += expected.get(0) == AuthorizationResult.ALLOWED ? 1 : 0;

        ResourceType type = random.type();
        AclOperation operation = random.operation();
        AuthorizationResult some = stock.authorizeByResourceType(context, operation, type);
        assertThat(ours.authorizeByResourceType(context, operation, type))
                .as("step %d: %s some %s by %s, ACLs %s", step, operation, type, principal, acls)
                .isEqualTo(some);
        allowedForSome += some == AuthorizationResult.ALLOWED ? 1 : 0;
    }

    private static Action action(RandomAcls random) {
        return Requests.on(random.type(), random.name(6), random.operation());
    }

    private void change(RandomAcls random, int step, StandardAuthorizer... authorizers) {
        if (random.below(500) == 0) {
            reload(random, authorizers);
        } else if (ids.isEmpty() || (ids.size() < MOST_ACLS && random.below(2) == 0)) {
            StandardAcl acl = newAcl(random);
            Uuid id = new Uuid(2, step);
            ids.add(id);
            acls.add(acl);
            for (StandardAuthorizer authorizer : authorizers) {
                authorizer.addAcl(id, acl);
            }
        } else {
            int index = random.below(ids.size());
            Uuid id = ids.remove(index);
            acls.remove(index);
            for (StandardAuthorizer authorizer : authorizers) {
                authorizer.removeAcl(id);
            }
        }
    }

    private void reload(RandomAcls random, StandardAuthorizer... authorizers) {
        ids.clear();
        acls.clear();
        int count = random.below(MOST_ACLS);
        for (int i = 0; i < count; i++) {
            ids.add(new Uuid(1, i));
            acls.add(newAcl(random));
        }
        Map<Uuid, StandardAcl> snapshot =
                ids.stream().collect(Collectors.toMap(id -> id, id -> acls.get(ids.indexOf(id))));
        for (StandardAuthorizer authorizer : authorizers) {
            authorizer.loadSnapshot(snapshot);
            authorizer.completeInitialLoad();
        }
    }

    /** Not one that is there: the controller would have refused it. */
    private StandardAcl newAcl(RandomAcls random) {
        StandardAcl acl = StandardAcls.acl(random.rule());
        while (acls.contains(acl)) {
            acl = StandardAcls.acl(random.rule());
        }
        return acl;
    }
}
