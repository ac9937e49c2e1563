package io.kafkafips.testkit;

import java.util.Map;
import java.util.TreeMap;

/**
 * {@code server.properties} of the nodes of one KRaft cluster on this machine, whose only controller is node 1: TLS with client
 * certificates on every listener, and internal topics without replicas. Each call makes a new map, to change at will. Immutable.
 *
 * @param host name or address of every listener
 * @param listener name of the listener for clients and between brokers
 * @param controllerPort where node 1 serves the others
 */
public record NodeSettings(String host, String listener, int controllerPort) {
    private static final String CONTROLLER = "CONTROLLER";

    /** Node 1 as a controller alone. */
    public Map<String, String> controller(Map<String, String> tls) {
        Map<String, String> settings = common("controller", 1, tls);
        settings.put("listeners", url(CONTROLLER, controllerPort));
        return settings;
    }

    /** A broker alone. */
    public Map<String, String> broker(int id, int port, Map<String, String> tls) {
        Map<String, String> settings = common("broker", id, tls);
        settings.put("listeners", url(listener, port));
        addBroker(settings);
        return settings;
    }

    /** Node 1 as broker and controller. */
    public Map<String, String> combined(int port, Map<String, String> tls) {
        Map<String, String> settings = common("broker,controller", 1, tls);
        settings.put("listeners", url(listener, port) + "," + url(CONTROLLER, controllerPort));
        addBroker(settings);
        return settings;
    }

    private Map<String, String> common(String roles, int id, Map<String, String> tls) {
        Map<String, String> settings = new TreeMap<>(tls);
        settings.put("process.roles", roles);
        settings.put("node.id", Integer.toString(id));
        settings.put("controller.quorum.voters", "1@" + host + ":" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("listener.security.protocol.map", CONTROLLER + ":SSL," + listener + ":SSL");
        settings.put("ssl.client.auth", "required");
        return settings;
    }

    private void addBroker(Map<String, String> settings) {
        settings.put("inter.broker.listener.name", listener);
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
    }

    private String url(String name, int port) {
        return name + "://" + host + ":" + port;
    }
}
