package io.kafkafips.launcher;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the Kafka in this JVM says of itself in its metrics: a broker that runs, a controller that follows or leads the quorum. No
 * connection is made: one without a certificate would count as a refused handshake in the metrics that an operator watches.
 */
final class NodeState {
    static final String READY = "ready";

    private static final int RUNNING = 3;

    private final boolean broker;
    private final boolean controller;
    private final MBeanServer beans;

    NodeState(boolean broker, boolean controller, MBeanServer beans) {
        this.broker = broker;
        this.controller = controller;
        this.beans = beans;
    }

    static NodeState of(ServerProperties properties) {
        return new NodeState(
                properties.hasRole("broker"),
                properties.hasRole("controller"),
                ManagementFactory.getPlatformMBeanServer());
    }

    /** {@link #READY}, or what is missing. */
    String describe() {
        List<String> missing = new ArrayList<>();
        if (!broker && !controller) {
            // there is nothing that it could be asked for
            missing.add("process.roles names neither broker nor controller");
        }
        if (broker) {
            Object state = attribute("kafka.server:type=KafkaServer,name=BrokerState", "Value");
            if (!(state instanceof Number number) || number.intValue() != RUNNING) {
                missing.add("broker state " + state + " (" + RUNNING + " is running)");
            }
        }
        if (controller) {
            Object state = attribute("kafka.server:type=raft-metrics", "current-state");
            if (!"leader".equals(state) && !"follower".equals(state)) {
                missing.add("quorum state " + state);
            }
        }
        return missing.isEmpty() ? READY : "not ready: " + String.join(", ", missing);
    }

    private Object attribute(String bean, String attribute) {
        try {
            return beans.getAttribute(new ObjectName(bean), attribute);
        } catch (JMException e) {
            // the server has not come that far
            return "unknown";
        }
    }
}
