package io.kafkafips.commons.audit;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JMX bean of one trail; a second trail of that name in the JVM has {@code instance=2}. A failure of JMX costs the metric alone. */
final class AuditMetrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditMetrics.class);
    private static final String NAME = "io.kafkafips:type=Audit,trail=";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final @Nullable ObjectName name;

    AuditMetrics(String source, AuditMXBean bean) {
        this.name = register(source, new Bean(bean));
    }

    private @Nullable ObjectName register(String source, Bean bean) {
        try {
            int instance = 1;
            while (true) {
                ObjectName candidate = new ObjectName(NAME + source + (instance == 1 ? "" : ",instance=" + instance));
                try {
                    server.registerMBean(bean, candidate);
                    return candidate;
                } catch (InstanceAlreadyExistsException e) {
                    instance++;
                }
            }
        } catch (JMException e) {
            LOG.warn(
                    "The metrics of audit trail {} cannot be registered ({}); nothing else is lost",
                    source,
                    e.toString());
            return null;
        }
    }

    @Override
    public void close() {
        if (name != null) {
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                LOG.debug("An MBean was gone already", e);
            }
        }
    }

    private static final class Bean extends StandardMBean {
        Bean(AuditMXBean implementation) {
            super(implementation, AuditMXBean.class, true);
        }
    }
}
