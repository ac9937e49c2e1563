package io.kafkafips.authorizer.acl;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

    /** An ACL is removed by its id. Changed by the writer only; a listing may run beside it. */
    private volatile Map<Uuid, AclRule> byId = new ConcurrentHashMap<>();

    private volatile View view = new View(AclIndex.EMPTY, false);

    public View view() {
        return view;
    }

    /** Every ACL, for listings. A change that happens meanwhile may be seen or not; decisions go by {@link #view}. */
    public Collection<AclRule> rules() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /**
     * Replaces all ACLs.
     *
     * @param acls the ACLs in whatever form
     * @param reading how to read one
     */
    public synchronized <A> void load(Map<Uuid, A> acls, Function<? super A, AclRule> reading) {
        Map<Uuid, AclRule> next = new ConcurrentHashMap<>(acls.size());
        acls.forEach((id, acl) -> next.put(id, reading.apply(acl)));
        AclIndex index = AclIndex.of(next.values());
        byId = next;
        publish(index);
    }

    /**
     * Adds an ACL.
     *
     * @throws IllegalStateException when the id is known: an update of the metadata log was lost
     */
    public synchronized void add(Uuid id, AclRule rule) {
        if (byId.putIfAbsent(id, rule) != null) {
            throw new IllegalStateException("An ACL with ID " + id + " already exists.");
        }
        publish(view.index().plus(rule));
    }

    /**
     * Removes an ACL.
     *
     * @throws IllegalStateException when the id is not known: an update of the metadata log was lost
     */
    public synchronized void remove(Uuid id) {
        AclRule rule = byId.remove(id);
        if (rule == null) {
            throw new IllegalStateException("ID " + id + " not found in existing ACLs.");
        }
        publish(view.index().minus(rule));
    }

    public synchronized void completeInitialLoad() {
        view = new View(view.index(), true);
    }

    private void publish(AclIndex index) {
        view = new View(index, view.complete());
    }
}
