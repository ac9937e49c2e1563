package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print, over files alone. */
class CommandsTest {
    private static final List<String> REVIEW = List.of(
            "acl-review",
            "--acls",
            Golden.input("acls.json"),
            "--certificates",
            Golden.input("."),
            "--audit",
            Golden.input("audit"),
            "--server-properties",
            Golden.input("server.properties"));

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv"})
    void aclReview_overAFile_printsEveryKindOfFinding(String format) {
        CliRun run = CliRun.of(with(REVIEW, "--format", format));

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        Golden.assertSame("acl-review." + format, run.out());
    }

    @Test
    void aclReview_nothingToFind_endsWithZero(@TempDir Path folder) throws Exception {
        Path acls = Files.writeString(folder.resolve("acls.json"), "{\"acls\": []}");

        CliRun run = CliRun.of("acl-review", "--acls", acls.toString(), "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("\"findings\" : [ ]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv"})
    void explain_denyOverAPrefix_namesTheRuleThatDecides(String format) {
        CliRun run = CliRun.of(
                "explain",
                Golden.input("alice.pem"),
                "read",
                "group:audit-1",
                "--acls",
                Golden.input("acls.json"),
                "--format",
                format);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        Golden.assertSame("explain." + format, run.out());
    }

    @Test
    void explain_superUser_isAllowedWithoutAnAcl() {
        CliRun run = CliRun.of(
                "explain",
                Golden.input("alice.pem"),
                "ClusterAction",
                "cluster",
                "--acls",
                Golden.input("acls.json"),
                "--server-properties",
                Golden.input("server.properties"));

        assertThat(run.exitCode()).isZero();
        Golden.assertSame("explain-super-user.text", run.out());
    }

    @Test
    void principals_rulesAndTheAnchorInTheFile_areThoseOfTheAnchor(@TempDir Path folder) throws Exception {
        Pki partner = Pki.root("CN=Partner Root,O=Partner");
        Identity bob = partner.issue(CertificateSpec.of("CN=bob,OU=payments"));
        Path alone = bob.writePem(folder.resolve("alone.pem"));
        Path whole = Files.writeString(
                folder.resolve("whole.pem"), bob.chainPem() + partner.identity().chainPem());
        Path server = Files.writeString(
                folder.resolve("server.properties"),
                "certificate.principal.rules=anchor 'CN=Partner Root,O=Partner' gives Group as \"partner-{}\"\n");

        CliRun known = CliRun.of("principals", whole.toString(), "--server-properties", server.toString());
        CliRun unknown = CliRun.of("principals", alone.toString(), "--server-properties", server.toString());

        assertThat(known.out()).contains("Group:partner-payments").doesNotContain("Cn:bob");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("does not tell its trust anchor", "Remedy: --trust-anchors");
    }

    @Test
    void explain_hostOfARule_countsOnlyForThatHost() {
        List<String> write = List.of(
                "explain",
                Golden.input("alice.pem"),
                "write",
                "topic:payments",
                "--acls",
                Golden.input("acls-narrow.json"));

        CliRun elsewhere = CliRun.of(write);
        CliRun there = CliRun.of(with(write, "--host", "10.0.0.1"));

        assertThat(elsewhere.exitCode()).isEqualTo(1);
        assertThat(elsewhere.out()).contains("NoMatchingAcl");
        assertThat(there.exitCode()).isZero();
        assertThat(there.out()).contains("ALLOW Group:payments WRITE on TOPIC:LITERAL:payments from host 10.0.0.1");
    }

    @Test
    void explain_conditions_narrowWhatAclsAllow(@TempDir Path folder) throws Exception {
        Path conditions = Files.writeString(folder.resolve("conditions.yaml"), """
                version: 1
                rules:
                  - name: from-the-plant
                    resources: [topic: payments]
                    operations: [WRITE]
                    require:
                      source: [10.0.0.0/8]
                      listeners: [clients]
                """);
        List<String> write = List.of(
                "explain",
                Golden.input("alice.pem"),
                "write",
                "topic:payments",
                "--acls",
                Golden.input("acls-narrow.json"),
                "--host",
                "10.0.0.1",
                "--conditions",
                conditions.toString());

        CliRun elsewhere = CliRun.of(with(write, "--listener", "partners"));
        CliRun there = CliRun.of(with(write, "--listener", "clients"));

        assertThat(elsewhere.exitCode()).as(elsewhere.err()).isEqualTo(1);
        assertThat(elsewhere.out()).contains("Condition(rule=from-the-plant", "this condition denies it");
        assertThat(there.exitCode()).as(there.out() + there.err()).isZero();
    }

    @Test
    void explain_expiredCertificate_isDenied() {
        CliRun run = CliRun.of(
                "explain", Golden.input("bob-expired.pem"), "read", "topic:x", "--acls", Golden.input("acls.json"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("CertificateExpired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv"})
    void principals_certificateWithChain_printsTheOptionForEach(String format) {
        CliRun run = CliRun.of("principals", Golden.input("alice.pem"), "--format", format);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Golden.assertSame("principals." + format, run.out());
    }

    @Test
    void principals_serverProperties_mapThePrimaryName() {
        CliRun run = CliRun.of(
                "principals",
                Golden.input("alice.pem"),
                "--server-properties",
                Golden.input("server.properties"),
                "--format",
                "csv");

        assertThat(run.out()).contains("\r\nUser:alice,");
    }

    @Test
    void principals_trustAnchorsGiven_countInsteadOfTheFilesOwn(@TempDir Path folder) throws Exception {
        Path settings = Files.writeString(
                folder.resolve("server.properties"),
                "certificate.principal.rules=anchor \"CN=Test CA,OU=x,O=Example\" gives Group as \"partner-{}\"\n");

        CliRun run = CliRun.of(
                "principals",
                Golden.input("alice.pem"),
                "--server-properties",
                settings.toString(),
                "--trust-anchors",
                Golden.input("ca.pem"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Group:partner-payments", "CN=Test CA,OU=x,O=Example\n")
                .doesNotContain("Group:payments", "as the file has it");
    }

    @Test
    void principals_chainThatLeadsElsewhere_isRefusedAsByABroker() {
        CliRun run =
                CliRun.of("principals", Golden.input("alice.pem"), "--trust-anchors", Golden.input("bob-expired.pem"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("a broker with these settings would refuse the certificate");
    }

    @Test
    void principals_expiredCertificate_isAFinding() {
        CliRun run = CliRun.of("principals", Golden.input("bob-expired.pem"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("certificate 1 has expired on 2021-01-01T00:00:00Z", "'Group:pay'\\''ments'");
    }

    @Test
    void acls_json_canBeReadAgain(@TempDir Path folder) throws Exception {
        CliRun first = CliRun.of("acls", "--acls", Golden.input("acls.json"), "--json");
        Path printed = Files.writeString(folder.resolve("printed.json"), first.out());

        CliRun second = CliRun.of("acls", "--acls", printed.toString(), "--json");

        assertThat(second.out().replace(printed.toString(), Golden.input("acls.json")))
                .isEqualTo(first.out());
    }

    @Test
    void acls_brokenFile_isOneLineWithTheRemedy(@TempDir Path folder) throws Exception {
        Path acls = Files.writeString(folder.resolve("acls.json"), "{\"acls\": [{\"permission\": \"MAYBE\"}]}");

        CliRun run = CliRun.of("acls", "--acls", acls.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("an ACL has no text principal", "Remedy: kafka-fips acls --json");
    }

    @Test
    void acls_plaintextCluster_isRefusedAndNoSecretIsShown(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(
                folder.resolve("admin.properties"), "security.protocol=SASL_PLAINTEXT\nssl.key.password=hush-hush\n");

        CliRun run = CliRun.of(
                "acls", "--bootstrap-server", "127.0.0.1:1", "--command-config", config.toString(), "--debug");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("security.protocol=SASL_PLAINTEXT is refused")
                .doesNotContain("hush-hush");
    }

    @Test
    void acls_noBroker_endsAsAClusterFailure(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(
                folder.resolve("admin.properties"),
                "security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.location=" + Golden.input("alice.pem")
                        + "\ndefault.api.timeout.ms=500\nrequest.timeout.ms=400\n");

        CliRun run = CliRun.of("acls", "--bootstrap-server", "127.0.0.1:1", "--command-config", config.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("kafka-fips: 127.0.0.1:1 does not tell its ACLs (");
    }

    private static List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }
}
