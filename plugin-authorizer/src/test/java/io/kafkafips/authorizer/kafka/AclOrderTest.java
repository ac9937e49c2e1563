package io.kafkafips.authorizer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.Test;

/**
 * An ALLOW for a group whose one member is denied: the DENY comes before it and goes after it, as single changes and in snapshots, while
 * many threads ask. Nobody ever sees the ALLOW without the DENY.
 */
class AclOrderTest {
    private static final int READERS = 6;
    private static final int ROUNDS = 20_000;
    private static final Uuid DENY_ID = new Uuid(9, 1);
    private static final Uuid ALLOW_ID = new Uuid(9, 2);
    private static final StandardAcl DENY = Authorizers.denyWrite("pay", "Spiffe:spiffe://td/carol");
    private static final StandardAcl ALLOW = Authorizers.allowWrite("pay", "Group:payments");
    private static final List<Action> WRITE = List.of(Requests.write("pay"));

    private final CertificateAuthorizer authorizer = Authorizers.ours();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void authorize_denyBeforeAllowInEveryChange_neverSeesTheAllowAlone() throws Exception {
        Authorizers.load(authorizer);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Integer>> ofCarol = readers(readers, "carol", "Group:payments", "Spiffe:spiffe://td/carol");
            List<Future<Integer>> ofDave = readers(readers, "dave", "Group:payments");
            for (int round = 0; round < ROUNDS; round++) {
                changeOneByOne();
                changeBySnapshots();
            }
            done.set(true);
            for (Future<Integer> carol : ofCarol) {
                assertThat(carol.get())
                        .as("times that the ALLOW was seen alone")
                        .isZero();
            }
            assertThat(ofDave)
                    .as("the ALLOW was seen at all")
                    .anySatisfy(dave -> assertThat(dave.get()).isPositive());
        } finally {
            done.set(true);
            readers.shutdown();
        }
    }

    private void changeOneByOne() {
        authorizer.addAcl(DENY_ID, DENY);
        authorizer.addAcl(ALLOW_ID, ALLOW);
        authorizer.removeAcl(ALLOW_ID);
        authorizer.removeAcl(DENY_ID);
    }

    private void changeBySnapshots() {
        authorizer.loadSnapshot(Map.of(DENY_ID, DENY, ALLOW_ID, ALLOW));
        authorizer.loadSnapshot(Map.of());
    }

    /** Half of the readers ask as this principal, and count how often they are allowed. */
    private List<Future<Integer>> readers(ExecutorService threads, String name, String... derived) {
        AuthorizableRequestContext context = Requests.by(Principals.user(name, derived));
        Callable<Integer> countAllowed = () -> {
            int allowed = 0;
            while (!done.get()) {
                allowed += authorizer.authorize(context, WRITE).get(0) == AuthorizationResult.ALLOWED ? 1 : 0;
            }
            return allowed;
        };
        return new ArrayList<>(IntStream.range(0, READERS / 2)
                .mapToObj(i -> threads.submit(countAllowed))
                .toList());
    }
}
