package io.kafkafips.authorizer.acl;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * The current ACLs: one writer at a time changes them, any number of readers take a {@link #view} without waiting. Updates become
 * visible whole and in the order in which they are made, so that a DENY which was added before an ALLOW is never missed.
 */
public final class AclStore {
    /**
     * What a reader sees.
     *
     * @param index the ACLs
     * @param complete whether the initial load is over
     */
    public record View(AclIndex index, boolean complete) {}

    /** Read and written by the writer only: an ACL is removed by its id. */
    private final Map<Uuid, AclRule> byId = new HashMap<>();

    private volatile View view = new View(AclIndex.EMPTY, false);

    public View view() {
        return view;
    }

    public synchronized void load(Map<Uuid, AclRule> acls) {
        byId.clear();
        byId.putAll(acls);
        AclIndex index = AclIndex.EMPTY;
        for (AclRule rule : acls.values()) {
            index = index.plus(rule);
        }
        publish(index);
    }

    public synchronized void add(Uuid id, AclRule rule) {
        AclRule previous = byId.put(id, rule);
        AclIndex index = view.index();
        publish((previous == null ? index : index.minus(previous)).plus(rule));
    }

    public synchronized void remove(Uuid id) {
        AclRule rule = byId.remove(id);
        if (rule != null) {
            publish(view.index().minus(rule));
        }
    }

    public synchronized void completeInitialLoad() {
        view = new View(view.index(), true);
    }

    private void publish(AclIndex index) {
        view = new View(index, view.complete());
    }
}
