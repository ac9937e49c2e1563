package io.kafkafips.cli.verify;

import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.verify.wire.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** The cluster under test, as its administrator sees it. Closed with its client. */
final class Cluster implements AutoCloseable {
    private final Admin admin;
    private final Map<String, Object> settings;
    private final List<Node> brokers;

    private Cluster(Admin admin, Map<String, Object> settings, Collection<Node> brokers) {
        this.admin = admin;
        this.settings = Map.copyOf(settings);
        this.brokers = List.copyOf(brokers);
    }

    /**
     * Connects, and asks for the brokers.
     *
     * @throws CommandFailure when it cannot be reached
     */
    static Cluster connect(ClusterOptions options) {
        Map<String, Object> settings = options.settings();
        Admin admin = options.connect();
        try {
            return new Cluster(admin, settings, admin.describeCluster().nodes().get());
        } catch (ExecutionException e) {
            admin.close();
            throw options.refused("its brokers", e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            admin.close();
            throw options.refused("its brokers", e);
        }
    }

    Admin admin() {
        return admin;
    }

    /** Settings for another client of the same identity. */
    Map<String, Object> settings() {
        return settings;
    }

    List<Node> brokers() {
        return brokers;
    }

    /** Where the brokers tell clients of this listener to connect to. */
    List<Target> addresses() {
        return brokers.stream()
                .map(node -> new Target(node.host(), node.port()))
                .toList();
    }

    /** Whether clients prove by their certificate who they are. */
    boolean isMutualTls() {
        return "SSL".equalsIgnoreCase(String.valueOf(settings.get("security.protocol")));
    }

    /**
     * What every broker listens on.
     *
     * @throws ExecutionException when the brokers do not tell their configuration
     */
    List<Listener> listeners() throws ExecutionException, InterruptedException {
        List<Listener> listeners = new ArrayList<>();
        for (Node broker : brokers) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            if (config == null) {
                continue;
            }
            listeners.addAll(
                    Listener.of(broker, text(config, "listeners"), text(config, "listener.security.protocol.map")));
        }
        return listeners;
    }

    private static String text(Config config, String key) {
        ConfigEntry entry = config.get(key);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    @Override
    public void close() {
        admin.close();
    }
}
