package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.allowWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.denyWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.load;
import static io.kafkafips.authorizer.kafka.Authorizers.ours;
import static io.kafkafips.authorizer.kafka.Requests.by;
import static io.kafkafips.authorizer.kafka.Requests.on;
import static io.kafkafips.authorizer.kafka.Requests.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEndToEndTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final KafkaPrincipal CAROL = Principals.user("CN=carol", "Cn:carol", "Group:payments");
    private static final KafkaPrincipal ALICE = new KafkaPrincipal("User", "alice");

    @TempDir
    Path folder;

    @Test
    void audit_deniedByAnAcl_saysWhoWhatWhereAndWhy() throws IOException {
        JsonNode event = events("all", CAROL, write("closed")).get(0);
        assertThat(event.get("type").asText()).isEqualTo("io.kafkafips.authorization.v1");
        assertThat(event.get("time").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(event.get("subject").asText()).isEqualTo("TOPIC:LITERAL:closed");
        assertThat(event.get("data")).isEqualTo(new ObjectMapper().readTree("""
                        {"decision": "DENIED",
                         "rule": "DENY Group:payments WRITE on TOPIC:LITERAL:closed from host *",
                         "matchedPrincipal": "Group:payments",
                         "operation": "WRITE",
                         "resourceType": "TOPIC", "resourceName": "closed", "patternType": "LITERAL",
                         "principal": "User:CN=carol",
                         "principals": ["User:CN=carol", "Cn:carol", "Group:payments"],
                         "issuer": "CN=Test CA,O=Acme", "serialNumber": "c0ffee",
                         "sha256": "abababababababababababababababababababababababababababababababab",
                         "notAfter": "2030-01-02T03:04:05Z",
                         "host": "127.0.0.1", "listener": "EXTERNAL", "clientId": "billing-1", "api": "PRODUCE",
                         "nodeId": 7, "role": "broker"}
                        """));
    }

    @Test
    void audit_superUser_namesThePrincipalThatIsOne() throws IOException {
        JsonNode data = events("all", Principals.user("CN=x", "Cn:x", "Cn:root"), write("closed"))
                .get(0)
                .get("data");
        assertThat(data.get("rule").asText()).isEqualTo("SuperUser");
        assertThat(data.get("matchedPrincipal").asText()).isEqualTo("Cn:root");
    }

    @Test
    void audit_userWithoutCertificate_hasNoCertificateFacts() throws IOException {
        JsonNode data = events("all", ALICE, write("unknown")).get(0).get("data");
        assertThat(data.get("rule").asText()).isEqualTo("NoAclFound");
        assertThat(data.has("issuer") || data.has("matchedPrincipal")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "none,WRITE,open,0",
        "none,WRITE,closed,1",
        "none,ALTER,open,0",
        "admin,WRITE,open,0",
        "admin,READ,open,0",
        "admin,DESCRIBE,open,0",
        "admin,ALTER,open,1",
        "admin,READ,closed,1",
        "all,WRITE,open,1",
        "all,READ,open,1",
    })
    void audit_scope_choosesAmongTheAllowedOnly(String scope, AclOperation operation, String topic, int expected)
            throws IOException {
        assertThat(events(scope, CAROL, on(ResourceType.TOPIC, topic, operation)))
                .hasSize(expected);
    }

    @Test
    void audit_probeThatIsNotToBeLogged_isLeftOut() throws IOException {
        assertThat(events(
                        "all",
                        CAROL,
                        on(ResourceType.TOPIC, "open", AclOperation.WRITE, false, true),
                        on(ResourceType.TOPIC, "closed", AclOperation.WRITE, true, false)))
                .isEmpty();
    }

    @Test
    void audit_noResourceOfATypeAllowed_isADenial() throws IOException {
        CertificateAuthorizer authorizer = started("none", "EXTERNAL");
        authorizer.authorizeByResourceType(by(ALICE), AclOperation.WRITE, ResourceType.TOPIC);
        authorizer.authorizeByResourceType(by(CAROL), AclOperation.WRITE, ResourceType.TOPIC);
        authorizer.close();
        assertThat(read("broker"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.get("data").get("rule").asText()).isEqualTo("NoResourceAllowed"));
    }

    @Test
    void start_combinedNode_keepsAFilePerRole() throws IOException {
        try (CertificateAuthorizer controller = started("none", "CTL");
                CertificateAuthorizer broker = started("none", "EXTERNAL")) {
            controller.authorize(by(ALICE), List.of(write("closed")));
            broker.authorize(by(ALICE), List.of(write("closed")));
            broker.authorize(by(ALICE), List.of(write("closed")));
        }
        assertThat(read("controller")).hasSize(1);
        assertThat(read("broker")).hasSize(2);
    }

    @Test
    void start_folderThatCannotBeWritten_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (CertificateAuthorizer authorizer = ours("audit.directory", file.toString())) {
            assertThatThrownBy(() -> authorizer.start(Requests.serverInfo("EXTERNAL")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("audit.directory=");
        }
    }

    private List<JsonNode> events(String scope, KafkaPrincipal principal, Action... actions) throws IOException {
        try (CertificateAuthorizer authorizer = started(scope, "EXTERNAL")) {
            authorizer.authorize(by(principal), List.of(actions));
        }
        return read("broker");
    }

    private CertificateAuthorizer started(String scope, String listener) {
        CertificateAuthorizer authorizer = ours(
                InstantSource.fixed(NOW),
                "audit.directory",
                folder.toString(),
                "audit.allowed",
                scope,
                "super.users",
                "Cn:root",
                "controller.listener.names",
                "CTL",
                "listener.security.protocol.map",
                "SSL:SSL,CTL:SSL");
        authorizer.start(Requests.serverInfo(listener));
        load(
                authorizer,
                Authorizers.topic("open", "Group:payments", AclOperation.ALL, AclPermissionType.ALLOW),
                allowWrite("open", "User:nobody"),
                denyWrite("closed", "Group:payments"));
        return authorizer;
    }

    private List<JsonNode> read(String role) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit-" + role + "-7.jsonl"))) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }
}
