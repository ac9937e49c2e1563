package io.kafkafips.ssl.metrics;

import io.kafkafips.commons.metrics.CounterMXBean;
import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.ssl.engine.RefusalReason;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The JMX beans of the domain {@value JmxBeans#DOMAIN} with {@code type=TlsEngine}:
 *
 * <pre>{@code
 * name=material,context=<id>,keystore="<file>"                   MaterialMXBean, one per TLS configuration
 * name=handshakes,result=ok,protocol=<version>,suite=<suite>,group=<group>  CounterMXBean
 * name=handshakes,result=refused,reason=<reason>                 CounterMXBean
 * name=cuts,reason=<validity|revoked>                            CounterMXBean
 * }</pre>
 *
 * <p>Refusals and cuts of each reason are there from the start, with 0: a monitor takes the rise of a counter, and would not see the first
 * event of one that appears with it. Handshakes that succeed appear with the first of their kind. All factories of a JVM count together, as Kafka makes dozens of them. The group of a
 * resumed session is {@code none}. A failure of JMX never disturbs a connection. Thread-safe.
 */
public final class TlsMetrics {
    private final JmxBeans beans;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    TlsMetrics(MBeanServer server) {
        this.beans = new JmxBeans(server, "type=TlsEngine");
        for (RefusalReason reason : RefusalReason.values()) {
            counter(refusedName(reason.name()));
        }
        counter(cutName(RefusalReason.VALIDITY.name()));
        counter(cutName(RefusalReason.REVOKED.name()));
    }

    /** Those of this JVM. */
    public static TlsMetrics shared() {
        return Shared.INSTANCE;
    }

    public void handshake(String protocol, String suite, String group) {
        counter("handshakes,result=ok,protocol=" + protocol + ",suite=" + suite + ",group=" + group)
                .increment();
    }

    public void refused(String reason) {
        counter(refusedName(reason)).increment();
    }

    public void cut(String reason) {
        counter(cutName(reason)).increment();
    }

    /** A configuration's bean, in place of an earlier one of that id. */
    public void register(String context, String keystore, MaterialMXBean bean) {
        beans.register(materialName(context, keystore), bean, MaterialMXBean.class);
    }

    public void unregister(String context, String keystore) {
        beans.unregister(materialName(context, keystore));
    }

    private static String materialName(String context, String keystore) {
        return "name=material,context=" + context + ",keystore=" + ObjectName.quote(keystore);
    }

    private static String refusedName(String reason) {
        return "handshakes,result=refused,reason=" + reason.toLowerCase(Locale.ROOT);
    }

    private static String cutName(String reason) {
        return "cuts,reason=" + reason.toLowerCase(Locale.ROOT);
    }

    private LongAdder counter(String name) {
        LongAdder counter = counters.get(name);
        if (counter != null) {
            return counter;
        }
        LongAdder made = new LongAdder();
        LongAdder raced = counters.putIfAbsent(name, made);
        if (raced != null) {
            return raced;
        }
        beans.<CounterMXBean>register("name=" + name, made::sum, CounterMXBean.class);
        return made;
    }

    /** Holder: made when first asked for. */
    private static final class Shared {
        static final TlsMetrics INSTANCE = new TlsMetrics(ManagementFactory.getPlatformMBeanServer());
    }
}
