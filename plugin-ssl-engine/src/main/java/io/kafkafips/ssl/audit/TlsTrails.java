package io.kafkafips.ssl.audit;

import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.audit.AuditTrail;
import io.kafkafips.ssl.policy.NodeRole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The audit trails of this JVM's TLS engines: one for each node, whichever of its many factories asks, open from the first of them until
 * the last is closed or gone. Thread-safe.
 */
public final class TlsTrails {
    /** Events that wait, and different ones that are held: each may keep a certificate in memory. */
    private static final int MOST_EVENTS = 4096;

    private final InstantSource clock;
    private final Map<Place, Shared> open = new HashMap<>();

    TlsTrails(InstantSource clock) {
        this.clock = clock;
    }

    /** Those of this JVM. */
    public static TlsTrails shared() {
        return Holder.INSTANCE;
    }

    /** What tells trails apart. */
    private record Place(Path directory, TlsNode node) {}

    /** An open trail and who uses it. */
    private record Shared(AuditTrail trail, Set<Object> users) {}

    /**
     * The record for a factory, until it is {@link #release released}.
     *
     * @param configs what Kafka gave the factory
     * @throws org.apache.kafka.common.config.ConfigException when there is to be a trail, and it cannot go on
     */
    public TlsAudit acquire(Map<String, ?> configs, Object user) {
        TlsNode node = TlsNode.of(configs);
        Optional<AuditConfig> config =
                NodeRole.of(configs) == NodeRole.SERVER ? AuditConfig.of(configs) : Optional.empty();
        if (config.isEmpty()) {
            return new TlsAudit(null, node, clock);
        }
        Place place = new Place(config.get().directory().toAbsolutePath().normalize(), node);
        synchronized (open) {
            Shared shared = open.get(place);
            if (shared == null) {
                closeUnused();
                AuditTrail trail = AuditTrail.open(config.get().withoutWaiting(MOST_EVENTS), node.origin(), clock);
                shared = new Shared(trail, Collections.newSetFromMap(new WeakHashMap<>()));
                open.put(place, shared);
            }
            shared.users().add(user);
            return new TlsAudit(shared.trail(), node, clock);
        }
    }

    /** The factory is closed. */
    public void release(Object user) {
        synchronized (open) {
            open.values().forEach(shared -> shared.users().remove(user));
            closeUnused();
        }
    }

    private void closeUnused() {
        List<Shared> unused = new ArrayList<>();
        open.values().removeIf(shared -> shared.users().isEmpty() && unused.add(shared));
        unused.forEach(shared -> shared.trail().close());
    }

    /** Holder: made when first asked for. */
    private static final class Holder {
        static final TlsTrails INSTANCE = new TlsTrails(Clock.systemUTC());
    }
}
