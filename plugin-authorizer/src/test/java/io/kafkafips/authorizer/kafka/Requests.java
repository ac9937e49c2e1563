package io.kafkafips.authorizer.kafka;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;

/** Requests and start-up facts as a node makes them. */
final class Requests {
    private static final RequestHeader HEADER = new RequestHeader(ApiKeys.PRODUCE, (short) 9, "billing-1", 7);

    private Requests() {}

    static AuthorizableRequestContext by(KafkaPrincipal principal, InetAddress address) {
        return new RequestContext(
                HEADER,
                "connection",
                address,
                principal,
                new ListenerName("EXTERNAL"),
                SecurityProtocol.SSL,
                ClientInformation.EMPTY,
                false);
    }

    static AuthorizableRequestContext by(KafkaPrincipal principal) {
        return by(principal, InetAddress.getLoopbackAddress());
    }

    static Action on(ResourceType type, String name, AclOperation operation) {
        return on(type, name, operation, true, true);
    }

    static Action on(
            ResourceType type, String name, AclOperation operation, boolean logIfAllowed, boolean logIfDenied) {
        return new Action(
                operation, new ResourcePattern(type, name, PatternType.LITERAL), 1, logIfAllowed, logIfDenied);
    }

    static Action write(String topic) {
        return on(ResourceType.TOPIC, topic, AclOperation.WRITE);
    }

    /** A node that starts with the given listeners. */
    static AuthorizerServerInfo serverInfo(String... listeners) {
        return new ServerInfo(List.of(listeners).stream()
                .map(name -> new Endpoint(name, SecurityProtocol.SSL, "localhost", 9093))
                .toList());
    }

    private record ServerInfo(List<Endpoint> endpoints) implements AuthorizerServerInfo {
        @Override
        public ClusterResource clusterResource() {
            return new ClusterResource("test");
        }

        @Override
        public int brokerId() {
            return 7;
        }

        @Override
        public Endpoint interBrokerEndpoint() {
            return endpoints.get(0);
        }

        @Override
        public Collection<String> earlyStartListeners() {
            return Set.of();
        }
    }
}
