package io.kafkafips.commons.metrics;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JMX beans of one owner, taken out together when it is closed. A bean takes the place of an earlier one of its name. A failure of
 * JMX costs the metric and nothing else. Thread-safe.
 */
public final class JmxBeans implements AutoCloseable {
    /** The domain of all beans. */
    public static final String DOMAIN = "io.kafkafips";

    private static final Logger LOG = LoggerFactory.getLogger(JmxBeans.class);

    private final MBeanServer server;
    private final String properties;
    private final Set<ObjectName> registered = new LinkedHashSet<>();

    /**
     * None yet.
     *
     * @param server where they are registered
     * @param properties the key properties that all of them begin with, such as {@code type=Authorizer,role=broker}
     */
    public JmxBeans(MBeanServer server, String properties) {
        this.server = server;
        this.properties = properties;
    }

    /**
     * Registers a bean.
     *
     * @param name the key properties that tell it from the others, such as {@code name=decisions,result=allowed}
     * @param bean its attributes
     * @param type the MXBean interface that says which these are; public
     */
    public synchronized <T> void register(String name, T bean, Class<T> type) {
        String full = full(name);
        try {
            ObjectName objectName = new ObjectName(full);
            DescribedBean wrapped = new DescribedBean(bean, type);
            try {
                server.registerMBean(wrapped, objectName);
            } catch (InstanceAlreadyExistsException e) {
                server.unregisterMBean(objectName);
                server.registerMBean(wrapped, objectName);
            }
            registered.add(objectName);
        } catch (JMException | RuntimeException e) {
            LOG.warn("The MBean {} cannot be registered ({}); nothing but this metric is lost", full, e.toString());
        }
    }

    /** Takes one bean out, by the name it was registered under. */
    public synchronized void unregister(String name) {
        try {
            ObjectName objectName = new ObjectName(full(name));
            if (registered.remove(objectName)) {
                unregister(objectName);
            }
        } catch (JMException e) {
            LOG.debug("It was not registered either", e);
        }
    }

    @Override
    public synchronized void close() {
        registered.forEach(this::unregister);
        registered.clear();
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException | RuntimeException e) {
            LOG.debug("An MBean was gone already", e);
        }
    }

    private String full(String name) {
        return DOMAIN + ":" + properties + "," + name;
    }
}
