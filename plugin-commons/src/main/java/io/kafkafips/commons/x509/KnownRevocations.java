package io.kafkafips.commons.x509;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * What this node knows about revoked certificates, in one place: the TLS engine adds a {@link Source} for each revocation policy, the
 * authorizer asks about every request. Neither knows the other. Asking reads memory, about 40 ns for a certificate and source, and
 * takes no lock.
 *
 * <p>A certificate that any source says is revoked is revoked, whichever listener the connection came by. Sources are held weakly: one ends with
 * the TLS contexts that use it. Thread-safe.
 */
public final class KnownRevocations {
    private final Object adding = new Object();
    private volatile List<WeakReference<Source>> sources = List.of();

    /** Something that knows revoked certificates. Called on threads that must not wait. */
    public interface Source {
        /** Whether somebody entitled to say so says that it is revoked. */
        boolean isRevoked(CertificateId certificate);
    }

    /** One of its own, for tests. */
    public KnownRevocations() {}

    /** The one of this JVM: Kafka makes TLS engines and authorizers independently of each other, so what they share can only be static. */
    public static KnownRevocations shared() {
        return Shared.INSTANCE;
    }

    /** Adds a source, which the caller keeps alive. */
    public void add(Source source) {
        synchronized (adding) {
            List<WeakReference<Source>> next = new ArrayList<>(sources);
            next.removeIf(known -> known.refersTo(null) || known.refersTo(source));
            next.add(new WeakReference<>(source));
            sources = List.copyOf(next);
        }
    }

    /** Whether any certificate of a path is known to be revoked. */
    public boolean anyRevoked(List<CertificateId> path) {
        List<WeakReference<Source>> asked = sources;
        for (int i = 0; i < asked.size(); i++) {
            Source source = asked.get(i).get();
            for (int j = 0; source != null && j < path.size(); j++) {
                if (source.isRevoked(path.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Holder: made when first asked for. */
    private static final class Shared {
        static final KnownRevocations INSTANCE = new KnownRevocations();
    }
}
