package io.kafkafips.helm;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Which connections network policies allow, by the rules of
 * <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Kubernetes</a>: a pod that no policy selects for a
 * direction is open in it; otherwise what any of its policies allows is allowed; a connection needs both its ends.
 */
final class Connections {
    private final List<NetworkPolicy> policies;
    private final String namespace;

    Connections(List<NetworkPolicy> policies, String namespace) {
        this.policies = List.copyOf(policies);
        this.namespace = namespace;
    }

    /**
     * One end of a connection.
     *
     * @param namespace its namespace; empty for an address outside of the cluster
     * @param labels labels of the pod
     * @param address IPv4 address, for those outside
     */
    record Peer(String namespace, Map<String, String> labels, String address) {
        static Peer pod(String namespace, Map<String, String> labels) {
            return new Peer(namespace, Map.copyOf(labels), "");
        }

        static Peer outside(String address) {
            return new Peer("", Map.of(), address);
        }
    }

    boolean allowed(Peer from, Peer to, String protocol, int port) {
        return egress(from, to, protocol, port) && ingress(from, to, protocol, port);
    }

    private boolean egress(Peer from, Peer to, String protocol, int port) {
        List<NetworkPolicy> selecting = selecting(from, "Egress");
        return selecting.isEmpty()
                || selecting.stream()
                        .anyMatch(policy -> policy.getSpec().getEgress().stream()
                                .anyMatch(rule -> peers(rule.getTo(), to) && ports(rule.getPorts(), protocol, port)));
    }

    private boolean ingress(Peer from, Peer to, String protocol, int port) {
        List<NetworkPolicy> selecting = selecting(to, "Ingress");
        return selecting.isEmpty()
                || selecting.stream()
                        .anyMatch(policy -> policy.getSpec().getIngress().stream()
                                .anyMatch(
                                        rule -> peers(rule.getFrom(), from) && ports(rule.getPorts(), protocol, port)));
    }

    private List<NetworkPolicy> selecting(Peer pod, String direction) {
        return policies.stream()
                .filter(policy -> pod.namespace().equals(namespace)
                        && policy.getSpec().getPolicyTypes().contains(direction)
                        && matches(policy.getSpec().getPodSelector(), pod.labels()))
                .toList();
    }

    /** No list, or an empty one, is everybody. */
    private boolean peers(List<NetworkPolicyPeer> peers, Peer other) {
        return peers == null || peers.isEmpty() || peers.stream().anyMatch(peer -> peer(peer, other));
    }

    private boolean peer(NetworkPolicyPeer peer, Peer other) {
        if (peer.getIpBlock() != null) {
            return !other.address().isEmpty() && inside(peer.getIpBlock(), other.address());
        }
        if (!other.address().isEmpty()) {
            return false;
        }
        boolean rightNamespace = peer.getNamespaceSelector() == null
                ? other.namespace().equals(namespace)
                : matches(peer.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", other.namespace()));
        return rightNamespace && (peer.getPodSelector() == null || matches(peer.getPodSelector(), other.labels()));
    }

    private static boolean ports(List<NetworkPolicyPort> ports, String protocol, int port) {
        return ports == null
                || ports.isEmpty()
                || ports.stream().anyMatch(allowed -> {
                    IntOrString number = allowed.getPort();
                    return protocol.equals(allowed.getProtocol() == null ? "TCP" : allowed.getProtocol())
                            && (number == null || number.getIntVal() == port);
                });
    }

    static boolean matches(LabelSelector selector, Map<String, String> labels) {
        if (!selector.getMatchExpressions().isEmpty()) {
            throw new IllegalArgumentException("matchExpressions are not evaluated here");
        }
        return selector.getMatchLabels() == null
                || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    }

    private static boolean inside(IPBlock block, String address) {
        return in(block.getCidr(), address) && block.getExcept().stream().noneMatch(except -> in(except, address));
    }

    private static boolean in(String cidr, String address) {
        String[] parts = cidr.split("/", -1);
        int bits = Integer.parseInt(parts[1]);
        int mask = bits == 0 ? 0 : -1 << (Integer.SIZE - bits);
        return (number(parts[0]) & mask) == (number(address) & mask);
    }

    private static int number(String address) {
        try {
            return ByteBuffer.wrap(InetAddress.getByName(address).getAddress()).getInt();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
