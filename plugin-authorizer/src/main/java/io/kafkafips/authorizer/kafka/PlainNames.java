package io.kafkafips.authorizer.kafka;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * The names of principals without a certificate, as ACLs have them: Kafka makes such a principal for every request, and the text of type and
 * name, once made, has its hash too. A principal has one slot, which the next one with the same slot takes: that bounds the memory without a
 * record of who came last. Thread-safe; never waits.
 */
final class PlainNames {
    static final int SLOTS = 1024;

    private static final int HALF_OF_THE_BITS = 16;

    private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

    private record Known(String type, String name, List<String> names) {
        boolean isOf(KafkaPrincipal principal) {
            return name.equals(principal.getName()) && type.equals(principal.getPrincipalType());
        }
    }

    /** The one name of a principal, as a list. */
    List<String> of(KafkaPrincipal principal) {
        int hash = principal.hashCode();
        int slot = (hash ^ (hash >>> HALF_OF_THE_BITS)) & (SLOTS - 1);
        Known known = slots.get(slot);
        if (known == null || !known.isOf(principal)) {
            known = new Known(principal.getPrincipalType(), principal.getName(), List.of(principal.toString()));
            slots.lazySet(slot, known);
        }
        return known.names();
    }
}
