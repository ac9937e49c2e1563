package io.kafkafips.validator.report;

import io.kafkafips.commons.metrics.JmxBeans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts for each of the keys that come along, at most so many: what comes after that is counted together with what was idle for long,
 * which is taken out to make room. A lookup of a key that is there is one read of a hash map; JMX shows a key with the next
 * {@link #sweep}, which is for one thread. Thread-safe but for that.
 *
 * @param <K> the keys
 * @param <T> the counts
 */
final class TallyFamily<K, T extends Tally<T>> {
    /** A thread that has looked a tally up is done with it long before that. */
    static final Duration SETTLING = Duration.ofMinutes(2);

    private final Kind<K, T> kind;
    private final int most;
    private final long idleNanos;
    private final Map<K, T> tallies = new ConcurrentHashMap<>();
    private final T others;

    private final Map<K, Seen> shown = new HashMap<>();
    private final List<Retired<T>> retired = new ArrayList<>();
    private boolean showsOthers;

    TallyFamily(Kind<K, T> kind, int most, Duration idle) {
        this.kind = kind;
        this.most = most;
        this.idleNanos = idle.toNanos();
        this.others = kind.maker().get();
    }

    /**
     * What is counted.
     *
     * @param otherName name of the bean for the rest
     * @param name name of the bean for a key
     * @param maker makes counts
     * @param bean shows them
     */
    record Kind<K, T>(String otherName, Function<K, String> name, Supplier<T> maker, Showing<T> bean) {}

    /** Registers the bean of some counts. */
    interface Showing<T> {
        void register(JmxBeans beans, String name, T tally);
    }

    private record Seen(long activity, long sinceNanos) {}

    private record Retired<T>(T tally, long sinceNanos) {}

    /** Where events of a key are counted. */
    T of(K key) {
        T tally = tallies.get(key);
        if (tally != null) {
            return tally;
        }
        // some threads at once can make a few more than that
        return tallies.size() < most
                ? tallies.computeIfAbsent(key, absent -> kind.maker().get())
                : others;
    }

    /** Where those are counted for which there is no room, and those that were taken out. */
    T others() {
        return others;
    }

    void forEach(BiConsumer<K, T> action) {
        tallies.forEach(action);
    }

    /** Shows in JMX what has come, and takes out what was idle. */
    void sweep(long nowNanos, JmxBeans beans) {
        if (!showsOthers) {
            kind.bean().register(beans, kind.otherName(), others);
            showsOthers = true;
        }
        settle(nowNanos);
        for (Iterator<Map.Entry<K, T>> i = tallies.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<K, T> entry = i.next();
            long activity = entry.getValue().activity();
            Seen seen = shown.get(entry.getKey());
            if (seen == null) {
                kind.bean().register(beans, kind.name().apply(entry.getKey()), entry.getValue());
            }
            if (seen == null || seen.activity() != activity) {
                shown.put(entry.getKey(), new Seen(activity, nowNanos));
            } else if (nowNanos - seen.sinceNanos() >= idleNanos) {
                i.remove();
                shown.remove(entry.getKey());
                beans.unregister(kind.name().apply(entry.getKey()));
                retired.add(new Retired<>(entry.getValue(), nowNanos));
            }
        }
    }

    private void settle(long nowNanos) {
        for (Iterator<Retired<T>> i = retired.iterator(); i.hasNext(); ) {
            Retired<T> old = i.next();
            if (nowNanos - old.sinceNanos() >= SETTLING.toNanos()) {
                others.absorb(old.tally());
                i.remove();
            }
        }
    }
}
