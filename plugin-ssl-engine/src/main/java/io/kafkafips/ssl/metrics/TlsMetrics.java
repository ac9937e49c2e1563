package io.kafkafips.ssl.metrics;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JMX beans of the domain {@value #DOMAIN} with {@code type=TlsEngine}:
 *
 * <pre>{@code
 * name=material,context=<id>,keystore="<file>"                   MaterialMXBean, one per TLS configuration
 * name=handshakes,result=ok,protocol=<version>,suite=<suite>,group=<group>  CounterMXBean
 * name=handshakes,result=refused,reason=<reason>                 CounterMXBean
 * name=cuts,reason=<validity|revoked>                            CounterMXBean
 * }</pre>
 *
 * <p>A counter appears with its first event. All factories of a JVM count together, as Kafka makes dozens of them. The group of a
 * resumed session is {@code none}. A failure of JMX never disturbs a connection. Thread-safe.
 */
public final class TlsMetrics {
    static final String DOMAIN = "io.kafkafips";

    private static final Logger LOG = LoggerFactory.getLogger(TlsMetrics.class);
    private static final String PREFIX = DOMAIN + ":type=TlsEngine,name=";

    private final MBeanServer server;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    TlsMetrics(MBeanServer server) {
        this.server = server;
    }

    /** Those of this JVM. */
    public static TlsMetrics shared() {
        return Shared.INSTANCE;
    }

    public void handshake(String protocol, String suite, String group) {
        increment("handshakes,result=ok,protocol=" + protocol + ",suite=" + suite + ",group=" + group);
    }

    public void refused(String reason) {
        increment("handshakes,result=refused,reason=" + reason.toLowerCase(Locale.ROOT));
    }

    public void cut(String reason) {
        increment("cuts,reason=" + reason.toLowerCase(Locale.ROOT));
    }

    /** A configuration's bean, in place of an earlier one of that id. */
    public void register(String context, String keystore, MaterialMXBean bean) {
        register(materialName(context, keystore), new Bean<>(bean, MaterialMXBean.class));
    }

    public void unregister(String context, String keystore) {
        try {
            server.unregisterMBean(new ObjectName(PREFIX + materialName(context, keystore)));
        } catch (JMException e) {
            LOG.debug("An MBean was gone already", e);
        }
    }

    private static String materialName(String context, String keystore) {
        return "material,context=" + context + ",keystore=" + ObjectName.quote(keystore);
    }

    private void increment(String name) {
        LongAdder counter = counters.get(name);
        if (counter == null) {
            LongAdder made = new LongAdder();
            LongAdder raced = counters.putIfAbsent(name, made);
            if (raced == null) {
                register(name, new Bean<CounterMXBean>(made::sum, CounterMXBean.class));
            }
            counter = raced == null ? made : raced;
        }
        counter.increment();
    }

    private void register(String name, Bean<?> bean) {
        try {
            ObjectName full = new ObjectName(PREFIX + name);
            try {
                server.registerMBean(bean, full);
            } catch (InstanceAlreadyExistsException e) {
                server.unregisterMBean(full);
                server.registerMBean(bean, full);
            }
        } catch (JMException | RuntimeException e) {
            LOG.warn(
                    "The MBean {}{} cannot be registered ({}); nothing but this metric is lost",
                    PREFIX,
                    name,
                    e.toString());
        }
    }

    /** An MXBean over one of the interfaces here, for implementations that are no public classes. */
    private static final class Bean<T> extends StandardMBean {
        Bean(T implementation, Class<T> type) {
            super(implementation, type, true);
        }
    }

    /** Holder: made when first asked for. */
    private static final class Shared {
        static final TlsMetrics INSTANCE = new TlsMetrics(ManagementFactory.getPlatformMBeanServer());
    }
}
