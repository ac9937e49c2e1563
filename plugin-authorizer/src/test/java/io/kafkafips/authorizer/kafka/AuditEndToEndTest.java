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
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizationResult;
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
                        {"count": 1, "firstTime": "2026-11-22T10:00:00Z", "lastTime": "2026-11-22T10:00:00Z",
                         "decision": "DENIED",
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
                         "clusterId": "test", "nodeId": 7, "role": "broker"}
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

    private CertificateAuthorizer started(String scope, String listener, String... more) {
        String[] settings = {
            "audit.directory",
            folder.toString(),
            "audit.allowed",
            scope,
            "super.users",
            "Cn:root",
            "controller.listener.names",
            "CTL",
            "listener.security.protocol.map",
            "SSL:SSL,CTL:SSL"
        };
        CertificateAuthorizer authorizer = ours(
                InstantSource.fixed(NOW),
                Stream.concat(Arrays.stream(settings), Arrays.stream(more)).toArray(String[]::new));
        authorizer.start(Requests.serverInfo(listener));
        load(
                authorizer,
                Authorizers.topic("open", "Group:payments", AclOperation.ALL, AclPermissionType.ALLOW),
                allowWrite("open", "User:nobody"),
                denyWrite("closed", "Group:payments"));
        return authorizer;
    }

    @Test
    void audit_equalRequests_areOneLineAfterTheFirstDenial() throws IOException {
        List<JsonNode> denied = events("all", CAROL, write("closed"), write("closed"), write("closed"));
        assertThat(denied).hasSize(2);
        assertThat(denied.get(1).get("data").get("count").asInt()).isEqualTo(2);
    }

    @Test
    void audit_otherClientIdOrHost_isAnotherLine() throws IOException {
        try (CertificateAuthorizer authorizer = started("all", "EXTERNAL")) {
            authorizer.authorize(by(CAROL), List.of(write("open")));
            authorizer.authorize(by(CAROL), List.of(write("open")));
            authorizer.authorize(by(CAROL, InetAddress.getByAddress(new byte[] {10, 0, 0, 9})), List.of(write("open")));
        }
        assertThat(read("broker"))
                .extracting(event -> event.get("data").get("host").asText() + " "
                        + event.get("data").get("count").asInt())
                .containsExactly("127.0.0.1 2", "10.0.0.9 1");
    }

    @Test
    void audit_endlessNames_areCut() throws IOException {
        JsonNode event = events("all", CAROL, on(ResourceType.GROUP, "g".repeat(30_000), AclOperation.READ))
                .get(0);
        assertThat(event.get("data").get("resourceName").asText()).hasSize(1027);
    }

    @Test
    void audit_trailOfARun_isIntact() throws Exception {
        events("all", CAROL, write("closed"), write("open"));

        Verification result = AuditVerifier.of(folder).verify();
        assertThat(result.findings()).isEmpty();
        assertThat(result.trails().get(0).eventsByType()).containsEntry("io.kafkafips.authorization.v1", 2L);
    }

    /** With a queue of 16 that nobody can empty fast enough, some requests are lost: each of them was denied. */
    @Test
    void authorize_overflowDeny_allowsNothingThatIsNotOnRecord() throws Exception {
        int allowed = 0;
        int requests = 20_000;
        try (CertificateAuthorizer authorizer =
                started("all", "EXTERNAL", "audit.overflow", "deny", "audit.queue.capacity", "16")) {
            for (int i = 0; i < requests; i++) {
                AuthorizationResult result =
                        authorizer.authorize(by(CAROL), List.of(write("open"))).get(0);
                allowed += result == AuthorizationResult.ALLOWED ? 1 : 0;
            }
        }

        TrailReport trail = AuditVerifier.of(folder).verify().trails().get(0);
        assertThat(allowed).isBetween(1, requests - 1);
        assertThat(trail.events()).isEqualTo(allowed);
        assertThat(trail.lost()).isEqualTo(requests - allowed);
    }

    private List<JsonNode> read(String role) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit-" + role + "-7-00000001.jsonl"))) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.get("type").asText().equals("io.kafkafips.authorization.v1")) {
                events.add(event);
            }
        }
        return events;
    }
}
