package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.allowWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.load;
import static io.kafkafips.authorizer.kafka.Authorizers.ours;
import static io.kafkafips.authorizer.kafka.Requests.by;
import static io.kafkafips.authorizer.kafka.Requests.write;
import static org.apache.kafka.server.authorizer.AuthorizationResult.ALLOWED;
import static org.apache.kafka.server.authorizer.AuthorizationResult.DENIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.PathStanding;
import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import io.kafkafips.commons.x509.KnownRevocations;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of a certificate that was good when the connection was opened. */
class RevokedRequestTest {
    private static final CertificateId LEAF =
            new CertificateId(new IssuerId("cn=sub", "ab".repeat(32)), BigInteger.ONE);
    private static final CertificateId INTERMEDIATE =
            new CertificateId(new IssuerId("cn=root", "cd".repeat(32)), BigInteger.TWO);
    private static final Instant SUB_ENDS = Instant.parse("2029-01-01T00:00:00Z");
    private static final KafkaPrincipal CAROL = carol(List.of(LEAF, INTERMEDIATE));

    @TempDir
    Path folder;

    /** As the TLS engine publishes it: a field, since sources are held weakly. */
    private final Set<CertificateId> revoked = new HashSet<>();

    private final KnownRevocations.Source source = revoked::contains;
    private final KnownRevocations known = KnownRevocations.shared();

    @AfterEach
    void forget() {
        revoked.clear();
    }

    @Test
    void authorize_nothingRevoked_isAllowed() {
        known.add(source);
        assertThat(writes(authorizer(), CAROL)).isEqualTo(ALLOWED);
    }

    @Test
    void authorize_leafRevokedMeanwhile_isDeniedEvenToASuperUser() {
        known.add(source);
        CertificateAuthorizer authorizer = authorizer("super.users", "Cn:carol");
        AuthorizationResult before = writes(authorizer, CAROL);
        revoked.add(LEAF);
        assertThat(before).isEqualTo(ALLOWED);
        assertThat(writes(authorizer, CAROL)).isEqualTo(DENIED);
    }

    @Test
    void authorize_intermediateRevoked_isDeniedWithThatReason() throws Exception {
        known.add(source);
        revoked.add(INTERMEDIATE);
        CertificateAuthorizer authorizer = authorizer("audit.directory", folder.toString());
        authorizer.start(Requests.serverInfo("EXTERNAL"));

        AuthorizationResult result = writes(authorizer, CAROL);
        authorizer.close();

        assertThat(result).isEqualTo(DENIED);
        assertThat(rules()).containsOnly("CertificateRevoked");
    }

    @Test
    void authorizeByResourceType_leafRevoked_isDenied() {
        known.add(source);
        revoked.add(LEAF);
        assertThat(authorizer().authorizeByResourceType(by(CAROL), AclOperation.WRITE, ResourceType.TOPIC))
                .isEqualTo(DENIED);
    }

    @Test
    void authorize_forwardedByANodeThatKnowsOfTheRevocation_isDenied() {
        KnownRevocations ofTheBroker = new KnownRevocations();
        ofTheBroker.add(source);
        revoked.add(INTERMEDIATE);

        KafkaPrincipal forwarded = new PrincipalSerde(new KnownRevocations())
                .deserialize(new PrincipalSerde(ofTheBroker).serialize(CAROL));

        assertThat(writes(authorizer(), forwarded)).isEqualTo(DENIED);
    }

    @Test
    void authorize_forwardedToANodeThatKnowsOfTheRevocation_isDenied() {
        KafkaPrincipal forwarded = new PrincipalSerde(new KnownRevocations())
                .deserialize(new PrincipalSerde(new KnownRevocations()).serialize(CAROL));
        known.add(source);
        revoked.add(LEAF);

        assertThat(writes(authorizer(), forwarded)).isEqualTo(DENIED);
    }

    @Test
    void authorize_intermediateExpiredBeforeTheLeaf_isDenied() {
        CertificateAuthorizer late = ours(InstantSource.fixed(SUB_ENDS.plusMillis(1)));
        load(late, allowWrite("pay", "Cn:carol"));
        assertThat(writes(late, CAROL)).isEqualTo(DENIED);
    }

    private static CertificateAuthorizer authorizer(String... settings) {
        CertificateAuthorizer authorizer = ours(InstantSource.fixed(SUB_ENDS), settings);
        load(authorizer, allowWrite("pay", "Cn:carol"));
        return authorizer;
    }

    private static AuthorizationResult writes(CertificateAuthorizer authorizer, KafkaPrincipal principal) {
        return authorizer.authorize(by(principal), List.of(write("pay"))).get(0);
    }

    private static CertificatePrincipal carol(List<CertificateId> path) {
        return new CertificatePrincipal(
                "User",
                "carol",
                false,
                new CertificateIdentity(
                        List.of("Cn:carol"),
                        "CN=sub",
                        BigInteger.ONE,
                        "ab".repeat(32),
                        Principals.NOT_AFTER,
                        new PathStanding(path, SUB_ENDS, false)));
    }

    private List<String> rules() throws IOException {
        List<String> rules = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit-broker-7-00000001.jsonl"))) {
            String rule =
                    new ObjectMapper().readTree(line).path("data").path("rule").asText();
            if (!rule.isEmpty()) {
                rules.add(rule);
            }
        }
        return rules;
    }
}
