package io.kafkafips.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a broker does when its controllers lack the alter-config policy and let a listener without encryption into the metadata log. */
@Tag("conformance")
class DynamicListenerIT {
    @Test
    void alterConfigs_plaintextListenerThatTheControllerLetsPass_isNeverOpened() throws Throwable {
        try (AuthzCluster cluster = new AuthzCluster("dynamic-listener")) {
            cluster.start(Map.of(), Map.of());
            int port = Ports.free(1).get(0);
            String known = "CLIENTS://" + cluster.clients() + ",SIDE://" + cluster.side();

            cluster.alter(
                    ConfigResource.Type.BROKER,
                    "2",
                    Map.of(
                            "listeners",
                            known + ",EXTRA://127.0.0.1:" + port,
                            "listener.security.protocol.map",
                            "CONTROLLER:SSL,CLIENTS:SSL,SIDE:SSL,EXTRA:PLAINTEXT"));
            boolean told = AuthzCluster.await(() -> cluster.cluster()
                    .broker()
                    .logText()
                    .contains("These listeners are not encrypted: EXTRA:PLAINTEXT"));
            boolean refused = isClosed(port);
            cluster.alter(
                    ConfigResource.Type.BROKER,
                    "2",
                    Map.of(
                            "listeners",
                            known + ",EXTRA://127.0.0.1:" + port,
                            "listener.security.protocol.map",
                            "CONTROLLER:SSL,CLIENTS:SSL,SIDE:SSL,EXTRA:SSL"));
            boolean opened = AuthzCluster.await(() -> !isClosed(port));

            assertThat(told).as("the broker says why").isTrue();
            assertThat(refused).as("the port is closed").isTrue();
            assertThat(opened).as("with encryption it is opened").isTrue();
            assertThat(cluster.audit()).contains("io.kafkafips.config.refused.v1", "EXTRA:PLAINTEXT");
            assertThat(cluster.cluster().nodes().get(0).logText())
                    .contains("alter.config.policy.class.name=io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy");
        }
    }

    private static boolean isClosed(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}
