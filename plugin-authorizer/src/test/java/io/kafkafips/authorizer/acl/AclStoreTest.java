package io.kafkafips.authorizer.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AclStoreTest {
    private static final Uuid ALLOW_ID = new Uuid(0, 1);
    private static final Uuid DENY_ID = new Uuid(0, 2);
    private static final AclRule ALLOW = rule("Group:payments", AclPermissionType.ALLOW);
    private static final AclRule DENY = rule("Spiffe:spiffe://td/carol", AclPermissionType.DENY);
    private static final Requester CAROL = new Requester(
            List.of("User:carol", "Group:payments", "Spiffe:spiffe://td/carol"),
            RandomAcls.address("10.0.0.1"),
            Requester.NEVER);

    private final AclStore store = new AclStore();

    @Test
    void view_denyAddedBeforeAllowAndRemovedAfterIt_neverAllows() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(2);
        AtomicBoolean done = new AtomicBoolean();
        try {
            Callable<Integer> countAllowed = () -> {
                int allowed = 0;
                while (!done.get()) {
                    allowed += allowed() ? 1 : 0;
                }
                return allowed;
            };
            List<Future<Integer>> counts =
                    new ArrayList<>(List.of(readers.submit(countAllowed), readers.submit(countAllowed)));
            for (int i = 0; i < 200_000; i++) {
                store.add(DENY_ID, DENY);
                store.add(ALLOW_ID, ALLOW);
                store.remove(ALLOW_ID);
                store.remove(DENY_ID);
            }
            done.set(true);
            for (Future<Integer> count : counts) {
                assertThat(count.get()).isZero();
            }
        } finally {
            done.set(true);
            readers.shutdown();
        }
    }

    @Test
    void load_overOtherAcls_replacesThem() {
        store.add(DENY_ID, DENY);
        store.load(Map.of(ALLOW_ID, ALLOW), rule -> rule);
        assertThat(allowed()).isTrue();
        assertThat(store.rules()).containsExactly(ALLOW);
    }

    @Test
    void add_knownId_isRefusedAndChangesNothing() {
        store.add(DENY_ID, DENY);
        store.add(ALLOW_ID, ALLOW);
        assertThatThrownBy(() -> store.add(DENY_ID, ALLOW)).hasMessageContaining("already exists");
        assertThat(allowed()).isFalse();
    }

    @Test
    void remove_unknownId_isRefusedAndChangesNothing() {
        store.add(ALLOW_ID, ALLOW);
        assertThatThrownBy(() -> store.remove(DENY_ID)).hasMessageContaining("not found");
        assertThat(allowed()).isTrue();
    }

    @Test
    void completeInitialLoad_afterLoad_keepsTheAcls() {
        store.load(Map.of(ALLOW_ID, ALLOW), rule -> rule);
        store.completeInitialLoad();
        assertThat(store.view().complete()).isTrue();
        assertThat(allowed()).isTrue();
    }

    private boolean allowed() {
        return store.view()
                .index()
                .find(CAROL, ResourceType.TOPIC, "payments", AclOperation.WRITE)
                .allowed();
    }

    private static AclRule rule(String principal, AclPermissionType permission) {
        return new AclRule(
                ResourceType.TOPIC, "pay", PatternType.PREFIXED, principal, "*", AclOperation.WRITE, permission);
    }
}
