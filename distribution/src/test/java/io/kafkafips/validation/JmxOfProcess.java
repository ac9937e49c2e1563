package io.kafkafips.validation;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The JMX beans of another process of this user, by the JVM's own attach mechanism: no port is open beforehand. */
final class JmxOfProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    // the address comes from a process of this test
    @SuppressWarnings("BanJNDI")
    JmxOfProcess(long pid) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        server = connector.getMBeanServerConnection();
    }

    /** The value of an attribute: that one as soon as it has it, or else the last one seen. */
    Object await(Object expected, String bean, String attribute) throws IOException, JMException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        Object seen = "";
        while (!expected.equals(seen) && System.nanoTime() < deadline) {
            Thread.sleep(200);
            try {
                seen = server.getAttribute(new ObjectName(bean), attribute);
            } catch (InstanceNotFoundException e) {
                seen = e.toString();
            }
        }
        return seen;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
