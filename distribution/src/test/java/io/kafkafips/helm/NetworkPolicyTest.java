package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.kafkafips.helm.Connections.Peer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connections the chart's network policies allow: all pairs of a little world, over all ports that matter, against the list. */
class NetworkPolicyTest {
    private static final List<Integer> PORTS = List.of(53, 80, 443, 8080, 8200, 9092, 9093, 9094, 9095, 9404, 22);

    @BeforeEach
    void helm() {
        Chart.assumeHelm();
    }

    @Test
    void policies_asTheyCome_denyAllButTheTiers() {
        Manifests manifests = Chart.render("secrets");

        assertThat(allowed(manifests, world(manifests, "r-kafka-fips")))
                .containsExactlyInAnyOrder(
                        "client -> broker TCP 9092",
                        "broker -> broker TCP 9094",
                        "broker -> controller TCP 9093",
                        "controller -> controller TCP 9093",
                        "broker -> dns UDP 53",
                        "broker -> dns TCP 53",
                        "controller -> dns UDP 53",
                        "controller -> dns TCP 53");
    }

    @Test
    void policies_withEveryTier_allowWhatTheValuesNameAndNoMore() {
        Manifests manifests = Chart.render("everything");

        assertThat(allowed(manifests, world(manifests, "pay")))
                .containsExactlyInAnyOrder(
                        "orders of shop -> broker TCP 9092",
                        "broker -> broker TCP 9094",
                        "broker -> controller TCP 9093",
                        "controller -> controller TCP 9093",
                        "kafka admin -> controller TCP 9093",
                        "prometheus -> broker TCP 9404",
                        "prometheus -> controller TCP 9404",
                        "partner outside -> broker TCP 9095",
                        "broker -> object store TCP 443",
                        "broker -> key service TCP 8200",
                        "broker -> ocsp TCP 80",
                        "controller -> ocsp TCP 80",
                        "broker -> dns UDP 53",
                        "broker -> dns TCP 53",
                        "controller -> dns UDP 53",
                        "controller -> dns TCP 53");
    }

    @Test
    void policies_externalListenerWithoutPeers_letNobodyIn() {
        Manifests manifests = Chart.render(
                "secrets",
                Map.of("listeners.external.enabled", "true", "listeners.external.advertisedHost", "b{index}"));

        assertThat(allowed(manifests, world(manifests, "r-kafka-fips")))
                .noneMatch(connection -> connection.endsWith(" 9095"));
    }

    @Test
    void policies_leaveNetworkOpen_areGone() {
        Manifests manifests = Chart.render("secrets", Map.of("networkPolicy.leaveNetworkOpen", "true"));

        assertThat(manifests.all(NetworkPolicy.class)).isEmpty();
        assertThat(allowed(manifests, world(manifests, "r-kafka-fips"))).contains("stranger -> broker TCP 9092");
    }

    /** Those between strangers are nobody's business here. */
    private static Set<String> allowed(Manifests manifests, Map<String, Peer> world) {
        Connections connections = new Connections(manifests.all(NetworkPolicy.class), Chart.NAMESPACE);
        Set<String> allowed = new TreeSet<>();
        Set<String> ours = Set.of("broker", "controller");
        world.forEach((from, source) -> world.forEach((to, target) -> {
            if (ours.contains(from) || ours.contains(to)) {
                for (String protocol : List.of("TCP", "UDP")) {
                    for (int port : PORTS) {
                        if (connections.allowed(source, target, protocol, port)) {
                            allowed.add(from + " -> " + to + " " + protocol + " " + port);
                        }
                    }
                }
            }
        }));
        return allowed;
    }

    private static Map<String, Peer> world(Manifests manifests, String name) {
        Map<String, Peer> world = new LinkedHashMap<>();
        for (String role : List.of("broker", "controller")) {
            world.put(
                    role,
                    Peer.pod(Chart.NAMESPACE, manifests.pod(role).getMetadata().getLabels()));
        }
        world.put("client", Peer.pod(Chart.NAMESPACE, Map.of(name + "-client", "true")));
        world.put("client elsewhere", Peer.pod("shop", Map.of(name + "-client", "true")));
        world.put("stranger", Peer.pod(Chart.NAMESPACE, Map.of("app", "stranger")));
        world.put("orders of shop", Peer.pod("shop", Map.of("app", "orders")));
        world.put("orders elsewhere", Peer.pod("other", Map.of("app", "orders")));
        world.put("kafka admin", Peer.pod(Chart.NAMESPACE, Map.of("role", "kafka-admin")));
        world.put("prometheus", Peer.pod("monitoring", Map.of("app", "prometheus")));
        world.put("dns", Peer.pod("kube-system", Map.of("k8s-app", "kube-dns")));
        world.put("other pod of kube-system", Peer.pod("kube-system", Map.of("k8s-app", "proxy")));
        world.put("partner outside", Peer.outside("203.0.113.7"));
        world.put("object store", Peer.outside("192.0.2.10"));
        world.put("key service", Peer.outside("192.0.2.20"));
        world.put("ocsp", Peer.outside("192.0.2.30"));
        world.put("internet", Peer.outside("198.51.100.1"));
        return world;
    }
}
