package io.kafkafips.validator.agent;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** A main class that starts a broker by other means than Kafka's own; run in a JVM of its own. */
public final class ForeignLauncher {
    private ForeignLauncher() {}

    public static void main(String[] arguments) throws ClassNotFoundException, JMException {
        Class.forName("kafka.server.BrokerServer");
        System.out.println("enforced: " + ValidatorAgent.settingsInForce());
        System.out.println("policies: "
                + ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName("io.kafkafips:type=RecordValidator,name=policies"), "Policies"));
    }
}
