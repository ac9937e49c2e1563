package io.kafkafips.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.ObjectName;

/**
 * Makes the JVM's MBeanServer, {@code -Djavax.management.builder.initial}, and remembers the beans of our managers that are registered
 * with it: a broker takes its bean away when it stops, and the values that count are the last ones.
 */
public final class BeanBook extends MBeanServerBuilder {
    // static: the JVM makes its builder itself
    private static final Queue<DynamicMBean> BEANS = new ConcurrentLinkedQueue<>();
    private static final String OF_THE_READER = Integer.toString(SegmentReader.BROKER_ID);

    /**
     * Sums over beans.
     *
     * @param managers how many beans
     * @param reads keys that were had, from the key service or at hand
     * @param refused tags, headers and ends
     */
    record Totals(long managers, long sealedBytes, long openedBytes, long reads, long refused) {}

    /** The totals of the beans that were registered since the last call. */
    static Totals take() {
        Totals totals = new Totals(0, 0, 0, 0, 0);
        for (DynamicMBean bean = BEANS.poll(); bean != null; bean = BEANS.poll()) {
            totals = new Totals(
                    totals.managers() + 1,
                    totals.sealedBytes() + value(bean, "SealedBytes"),
                    totals.openedBytes() + value(bean, "OpenedBytes"),
                    totals.reads() + value(bean, "Unwraps") + value(bean, "KeyCacheHits"),
                    totals.refused()
                            + value(bean, "TagFailures")
                            + value(bean, "Truncations")
                            + value(bean, "RefusedHeaders"));
        }
        return totals;
    }

    private static long value(DynamicMBean bean, String attribute) {
        try {
            return (long) bean.getAttribute(attribute);
        } catch (JMException e) {
            throw new IllegalStateException(attribute, e);
        }
    }

    @Override
    public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
        MBeanServer server = super.newMBeanServer(domain, outer, delegate);
        return (MBeanServer) Proxy.newProxyInstance(
                BeanBook.class.getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(server, arguments);
                        if (method.getName().equals("registerMBean")) {
                            remember(arguments[0], (ObjectName) arguments[1]);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void remember(Object bean, ObjectName name) {
        if (name != null
                && name.getDomain().equals("io.kafkafips")
                && "TieredStorage".equals(name.getKeyProperty("type"))
                && !OF_THE_READER.equals(name.getKeyProperty("broker"))) {
            BEANS.add((DynamicMBean) bean);
        }
    }
}
