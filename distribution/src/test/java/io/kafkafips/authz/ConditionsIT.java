package io.kafkafips.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conditions and the alter-config policy on a real controller and broker. */
class ConditionsIT {
    private static final String DENIED = "TopicAuthorizationException";
    private static final String RULES = """
            version: 1
            rules:
              - name: listener
                principals: ["Group:payments"]
                resources: [topic: by-listener, topic: "new-*"]
                require: {listeners: [CLIENTS]}
              - name: source
                resources: [topic: by-source]
                require: {source: [10.0.0.0/8, "2001:db8::/32"]}
              - name: client-id
                resources: [topic: by-client-id]
                require: {client-id: ["billing-*"]}
              - name: tls
                resources: [topic: by-tls]
                require: {min-tls-version: TLSv1.3}
              - name: issuer
                resources: [topic: by-issuer]
                require: {issuer: ["CN=Throw-away CA, O=Example"]}
              - name: tells
                dry-run: true
                resources: [topic: by-dry-run]
                require: {source: [10.0.0.0/8]}
            """;

    private static AuthzCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new AuthzCluster("conditions");
        Path file = cluster.conditions(RULES);
        cluster.start(
                Map.of("authorizer.conditions.file", file.toString()),
                Map.of(
                        "alter.config.policy.class.name",
                        "io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy",
                        "alter.config.policy.fixed",
                        "unclean.leader.election.enable:false"));
        cluster.createTopics(
                "by-listener", "by-source", "by-client-id", "by-tls", "by-issuer", "by-dry-run", "by-reload");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void produce_requestsThatLackWhatARuleRequires_areDeniedAndTheOthersPass() throws Exception {
        assertThat(cluster.produce("by-listener")).isEqualTo("ok");
        assertThat(cluster.produce("by-listener", "bootstrap.servers", cluster.side()))
                .isEqualTo(DENIED);
        assertThat(cluster.produce("by-source")).isEqualTo(DENIED);
        assertThat(cluster.produce("by-client-id", "client.id", "billing-7")).isEqualTo("ok");
        assertThat(cluster.produce("by-client-id", "client.id", "ledger-7")).isEqualTo(DENIED);
        assertThat(cluster.produce("by-tls")).isEqualTo("ok");
        assertThat(cluster.produce("by-tls", "ssl.enabled.protocols", "TLSv1.2", "ssl.protocol", "TLSv1.2"))
                .isEqualTo(DENIED);
        assertThat(cluster.produce("by-issuer")).isEqualTo("ok");
        AuthzCluster.await(() -> auditContains("unmet=min-tls-version"));
        assertThat(cluster.audit())
                .contains("Condition(rule=listener, unmet=listeners)", "Condition(rule=source, unmet=source)")
                .contains("Condition(rule=client-id, unmet=client-id)", "Condition(rule=tls, unmet=min-tls-version)");
    }

    /** The controller decides: it sees its own listener, and the client's in the principal. */
    @Test
    void createTopics_forwardedFromTheWrongListener_isDeniedOnTheController() throws Exception {
        try (Admin side = cluster.aliceOn(cluster.side());
                Admin clients = cluster.aliceOn(cluster.clients())) {
            assertThatThrownBy(() -> AuthzCluster.create(side, "new-1"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);

            AuthzCluster.create(clients, "new-1");
        }
    }

    @Test
    void produce_ruleInDryRun_isAllowedAndInTheAuditTrail() throws Exception {
        assertThat(cluster.produce("by-dry-run")).isEqualTo("ok");
        assertThat(AuthzCluster.await(() -> auditContains("Condition(rule=tells, unmet=source)")))
                .isTrue();
        assertThat(cluster.cluster().broker().logText()).contains("Dry run: Condition(rule=tells, unmet=source)");
    }

    @Test
    void reload_newRuleThenABadFile_takesTheRuleAndKeepsIt() throws Exception {
        String added = RULES + "  - {name: reload, resources: [topic: by-reload], require: {client-id: [nobody]}}\n";
        String before = cluster.produce("by-reload");
        cluster.conditions(added);
        boolean taken = AuthzCluster.await(() -> cluster.produce("by-reload").equals(DENIED));
        cluster.conditions(added + "  - {name: bad, requires: {}}\n");
        boolean told = AuthzCluster.await(() -> auditContains("rules[7].requires is an unknown key")
                && cluster.cluster().broker().logText().contains("conditions.yaml:24:17: rules[7].requires"));
        String after = cluster.produce("by-reload");
        cluster.conditions(RULES);
        boolean back = AuthzCluster.await(() -> cluster.produce("by-reload").equals("ok"));

        assertThat(before).isEqualTo("ok");
        assertThat(taken).as("the new rule is in force").isTrue();
        assertThat(told)
                .as("the bad file is in the audit trail, and in the broker's log with its place")
                .isTrue();
        assertThat(after).isEqualTo(DENIED);
        assertThat(back).as("the rule is gone again").isTrue();
    }

    @Test
    void alterConfigs_changesThatWeaken_areRefusedWithTheReasonAndAudited() throws Exception {
        int port = Ports.free(1).get(0);

        assertThatThrownBy(() -> cluster.alter(ConfigResource.Type.BROKER, "2", plaintext(port)))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("the listener EXTRA would be PLAINTEXT, which is not encrypted");
        assertThatThrownBy(() -> cluster.alter(
                        ConfigResource.Type.BROKER,
                        "2",
                        Map.of(
                                "listener.name.clients.ssl.engine.factory.class",
                                "org.apache.kafka.common.security.ssl.DefaultSslEngineFactory")))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("cannot be changed");
        assertThatThrownBy(() -> cluster.alter(
                        ConfigResource.Type.BROKER, "2", Map.of("listener.name.clients.ssl.client.auth", "none")))
                .isInstanceOf(PolicyViolationException.class);
        assertThatThrownBy(() -> cluster.alter(
                        ConfigResource.Type.TOPIC, "by-tls", Map.of("unclean.leader.election.enable", "true")))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining("Expected false");
        assertThatThrownBy(() ->
                        cluster.alter(ConfigResource.Type.BROKER, "", Map.of("unclean.leader.election.enable", "true")))
                .isInstanceOf(PolicyViolationException.class);
        assertThat(AuthzCluster.await(() -> auditContains("the listener EXTRA would be PLAINTEXT")))
                .isTrue();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void alterConfigs_changesThatWeakenNothing_areMade() throws Throwable {
        cluster.alter(ConfigResource.Type.BROKER, "2", Map.of("log.cleaner.threads", "2"));
        cluster.alter(ConfigResource.Type.TOPIC, "by-issuer", Map.of("unclean.leader.election.enable", "false"));
    }

    private Map<String, String> plaintext(int port) {
        return Map.of(
                "listeners",
                "CLIENTS://" + cluster.clients() + ",SIDE://" + cluster.side() + ",EXTRA://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "CONTROLLER:SSL,CLIENTS:SSL,SIDE:SSL,EXTRA:PLAINTEXT");
    }

    private static boolean auditContains(String text) {
        try {
            return cluster.audit().contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
