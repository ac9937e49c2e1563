package io.kafkafips.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Finding;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.Secrets;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.KeySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule with its good and its bad case, each of them one change of a node that is well. */
class RulesTest {
    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    static {
        jvm();
        listeners();
        stores();
        sasl();
        access();
        data();
        install();
        live();
        connect();
    }

    private static CleanFolder clean;

    @TempDir
    private Path root;

    @BeforeAll
    static void make(@TempDir Path shared) {
        clean = CleanFolder.make(shared);
    }

    /** The change that leaves all well, and the one that does not. */
    private record Case(Consumer<NodeDraft> good, Consumer<NodeDraft> bad, boolean spoilsFiles) {}

    private static void asItIs(NodeDraft draft) {
        assertThat(draft.flags).isNotEmpty();
    }

    private static void bad(String id, Consumer<NodeDraft> bad) {
        CASES.put(id, new Case(RulesTest::asItIs, bad, false));
    }

    /** The same for a change of files, which needs a folder of its own. */
    private static void badFiles(String id, Consumer<NodeDraft> bad) {
        CASES.put(id, new Case(RulesTest::asItIs, bad, true));
    }

    private static void pair(String id, Consumer<NodeDraft> good, Consumer<NodeDraft> bad) {
        CASES.put(id, new Case(good, bad, false));
    }

    private static void jvm() {
        bad("jvm-security-file", draft -> draft.flags.replaceAll(flag -> flag.replace("properties==", "properties=")));
        bad("jvm-providers", draft -> draft.security.put("security.provider.4", "SUN"));
        bad(
                "jvm-jsse-mode",
                draft -> draft.security.put(
                        "security.provider.2", "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider"));
        bad("jvm-compaction-digest", draft -> draft.security.remove("security.provider.3"));
        bad("jvm-approved-only", draft -> draft.without("-Dorg.bouncycastle.fips.approved_only"));
        bad("jvm-master-secret", draft -> draft.without("-Djdk.tls"));
        bad("jvm-disabled-algorithms", draft -> draft.security.put("jdk.certpath.disabledAlgorithms", "MD5, DSA"));
        bad("jvm-entropy", draft -> draft.security.remove("securerandom.strongAlgorithms"));
        badFiles(
                "jvm-native-folder",
                draft -> write(
                        draft,
                        "proc/4711/mounts",
                        "none / ext4 rw 0 0\nnone " + draft.folder.file("tmp") + " tmpfs rw,noexec 0 0\n"));
        bad("jvm-native-off", draft -> draft.architecture = "aarch64");
        bad("jvm-native-access", draft -> draft.without("--enable-native-access"));
        badFiles("host-kernel-fips", draft -> write(draft, "proc/sys/crypto/fips_enabled", "0\n"));
        bad("jvm-debugger", draft -> draft.flags.add("-agentlib:jdwp=transport=dt_socket,server=y"));
        bad("jvm-debug-output", draft -> draft.flags.add("-Djavax.net.debug=all"));
        bad("jvm-heap-dump", draft -> draft.flags.add("-XX:+HeapDumpOnOutOfMemoryError"));
        bad("jvm-secret-flag", draft -> draft.flags.add("-Djavax.net.ssl.keyStorePassword=hidden-from-nobody"));
        bad(
                "jmx-authentication",
                draft -> draft.flags.addAll(List.of(
                        "-Dcom.sun.management.jmxremote.port=9999",
                        "-Dcom.sun.management.jmxremote.authenticate=false")));
        bad(
                "jmx-tls",
                draft -> draft.flags.addAll(List.of(
                        "-Dcom.sun.management.jmxremote.port=9999", "-Dcom.sun.management.jmxremote.ssl=false")));
        pair(
                "jmx-store",
                draft -> draft.flags.addAll(
                        List.of("-Dcom.sun.management.jmxremote.port=9999", "-Djavax.net.ssl.keyStore=/x.bcfks")),
                draft -> draft.flags.addAll(List.of(
                        "-Dcom.sun.management.jmxremote.port=9999",
                        "-Djavax.net.ssl.keyStore=/x.p12",
                        "-Djavax.net.ssl.keyStoreType=PKCS12")));
    }

    private static void listeners() {
        bad(
                "listener-plaintext",
                draft -> draft.server.merge("listener.security.protocol.map", ",EXTRA:PLAINTEXT", String::concat));
        bad("listener-migration", draft -> {
            draft.server.merge("listener.security.protocol.map", ",EXTRA:PLAINTEXT", String::concat);
            draft.server.put("allow.unencrypted.listeners.during.migration", "extra");
        });
        bad(
                "listener-protocol",
                draft -> draft.server.merge("listener.security.protocol.map", ",EXTRA:TLS", String::concat));
        bad("listener-inter-broker", draft -> draft.server.remove("inter.broker.listener.name"));
        bad("client-plaintext", draft -> draft.client.put("security.protocol", "SASL_PLAINTEXT"));
        bad("tls-engine", draft -> draft.server.remove("ssl.engine.factory.class"));
        bad("tls-policy", draft -> draft.server.put("ssl.enabled.protocols", "TLSv1.2,TLSv1.1"));
        bad("listener-client-auth", draft -> draft.server.put("ssl.client.auth", "requested"));
        bad("listener-client-auth-optional", draft -> {
            draft.server.put("ssl.client.auth", "requested");
            draft.server.put("fips.tls.allow.clients.without.certificate", "true");
        });
        bad("tls-host-name", draft -> draft.client.put("ssl.endpoint.identification.algorithm", ""));
        bad("tls-revocation-off", draft -> draft.server.remove("fips.tls.revocation.mode"));
        bad(
                "tls-revocation-unknown",
                draft -> draft.server.put("fips.tls.revocation.accept.certificates.of.unknown.status", "true"));
        bad("tls-revocation-settings", draft -> draft.server.put("fips.tls.revocation.mode", "crls"));
        bad("settings-security-providers", draft -> draft.server.put("security.providers", "com.example.Creator"));
        bad("tls-start", draft -> draft.server.put("fips.tls.profil", "strict"));
    }

    private static void stores() {
        bad("store-type", draft -> draft.server.put("ssl.keystore.type", "JKS"));
        bad("store-password", draft -> {
            draft.server.put("ssl.keystore.type", "BCFKS");
            draft.server.put(
                    "ssl.keystore.location", draft.folder.file("pki/kek.bcfks").toString());
            draft.server.put("ssl.keystore.password", "too-short");
        });
        badFiles("store-unusable", draft -> write(draft, "pki/broker.pem", "no PEM"));
        bad("store-missing", draft -> {
            draft.server.remove("ssl.truststore.location");
            draft.client.remove("ssl.truststore.location");
        });
        Instant start = Instant.parse("2020-01-01T00:00:00Z");
        badFiles(
                "certificate-expired",
                draft -> draft.folder.issue(
                        "broker",
                        CertificateSpec.localServer("CN=broker").withValidity(start, start.plus(Duration.ofDays(30)))));
        badFiles(
                "certificate-expiring",
                draft -> draft.folder.issue(
                        "broker",
                        CertificateSpec.localServer("CN=broker")
                                .withValidity(start, draft.now.plus(Duration.ofDays(29)))));
        badFiles(
                "certificate-weak",
                draft -> draft.folder.issue(
                        "broker", CertificateSpec.localServer("CN=broker").withKey(new KeySpec("EC", "secp256k1"))));
        badFiles("certificate-unfit", draft -> draft.folder.issue("broker", CertificateSpec.of("CN=broker")));
        badFiles("store-permissions", draft -> draft.folder.permit("pki/broker.pem", "rw-r--r--"));
        badFiles("trust-permissions", draft -> draft.folder.permit("pki/ca.pem", "rw-rw----"));
        badFiles("settings-permissions", draft -> draft.folder.permit("server.properties", "rw-r--r--"));
    }

    private static void sasl() {
        bad(
                "sasl-password-short",
                draft -> draft.client.put(
                        "sasl.jaas.config",
                        "x.ScramLoginModule required username=\"alice\" password=\"alice-secret\";"));
        bad("sasl-scram-iterations", draft -> draft.scramIterations = 4096);
        bad("sasl-plain-client", draft -> draft.client.put("sasl.mechanism", "PLAIN"));
        bad("sasl-plain", draft -> draft.server.put("listener.name.users.sasl.enabled.mechanisms", "PLAIN"));
        bad("sasl-gssapi", draft -> draft.client.remove("sasl.mechanism"));
        String jaas = "listener.name.users.oauthbearer.sasl.jaas.config";
        String keys = "listener.name.users.oauthbearer.sasl.oauthbearer.jwks.endpoint.url";
        bad("oauth-truststore", draft -> draft.server.put(jaas, "x.OAuthBearerLoginModule required ;"));
        bad(
                "oauth-engine",
                draft -> draft.server.merge(
                        jaas,
                        " ssl.engine.factory.class=\"io.kafkafips.ssl.kafka.FipsSslEngineFactory\";",
                        String::concat));
        bad("oauth-plaintext", draft -> draft.server.put(keys, "http://login.example/keys"));
        // Kafka looks at no signature where no handler is named, whatever the endpoints
        bad(
                "oauth-unsecured",
                draft -> draft.server.remove("listener.name.users.oauthbearer.sasl.server.callback.handler.class"));
        bad("delegation-token-key", draft -> draft.server.put("delegation.token.secret.key", "thirteen-byte"));
    }

    private static void access() {
        bad("authorizer-none", draft -> draft.server.remove("authorizer.class.name"));
        bad(
                "authorizer-standard",
                draft -> draft.server.put(
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"));
        bad("authorizer-principals", draft -> draft.server.remove("principal.builder.class"));
        bad("acl-open-default", draft -> draft.server.put("allow.everyone.if.no.acl.found", "true"));
        bad("super-users-everybody", draft -> draft.server.put("super.users", "User:broker;User:*"));
        bad("super-users-shared", draft -> draft.server.put("super.users", "User:broker;Group:platform"));
        bad("super-users-none", draft -> draft.server.remove("super.users"));
        bad("alter-config-policy", draft -> draft.server.remove("alter.config.policy.class.name"));
        bad("audit-off", draft -> draft.server.remove("audit.directory"));
        bad("audit-settings", draft -> draft.server.put("audit.overflow", "forget"));
        bad("audit-unkeyed", draft -> draft.server.remove("audit.hmac.key.file"));
        badFiles("audit-key-permissions", draft -> draft.folder.permit("audit.key", "rw-r--r--"));
        bad(
                "audit-folder",
                draft -> draft.server.put(
                        "audit.directory", draft.folder.file("none/such").toString()));
        badFiles("audit-permissions", draft -> draft.folder.permit("audit", "rwxrwxrwx"));
    }

    private static void data() {
        bad("validator-off", draft -> draft.server.keySet().removeIf(key -> key.startsWith("record.validation.")));
        bad("validator-agent", draft -> draft.without("-javaagent"));
        bad("validator-guard", draft -> draft.server.remove("metric.reporters"));
        bad("validator-settings", draft -> draft.server.put("record.validation.policy.orders.rules", ""));
        bad("validator-agent-jar", draft -> {
            draft.without("-javaagent");
            draft.flags.add("-javaagent:/opt/elsewhere/plugin-record-validator-0.1.0.jar");
        });
        bad(
                "tiered-unencrypted",
                draft -> draft.server.put("remote.log.storage.manager.class.name", "com.example.Plain"));
        bad("tiered-delegate", draft -> draft.server.put("rsm.config.delegate.class.path", "/none/such/*"));
        bad("tiered-plaintext-read", draft -> draft.server.put("rsm.config.plaintext.read.allowed", "true"));
        bad("tiered-keys", draft -> draft.server.put("rsm.config.keys.keystore.password", "another-password"));
        badFiles("tiered-registry-permissions", draft -> draft.folder.permit("keys", "rwxr-xr-x"));
        bad("tiered-metadata-client", draft -> draft.server.keySet().removeIf(key -> key.startsWith("rlmm.config.")));
        pair("tiered-controller", draft -> draft.server.put("process.roles", "controller"), draft -> {
            draft.server.put("process.roles", "controller");
            draft.server.remove("remote.log.storage.system.enable");
        });
    }

    private static void install() {
        badFiles("libs-clash", draft -> write(draft, "libs/bcprov-jdk18on-1.78.jar", ""));
        badFiles("libs-duplicate", draft -> write(draft, "libs/bc-fips-2.0.0.jar", ""));
        badFiles("libs-missing", draft -> delete(draft, "libs/bcutil-fips-2.1.7.jar"));
        badFiles("libs-plugin-versions", draft -> writeJar(draft, "plugin-tiered-storage-crypto", "0.2.0"));
        badFiles("libs-kafka-version", draft -> {
            delete(draft, "libs/kafka-clients-4.3.1.jar");
            write(draft, "libs/kafka-clients-3.6.0.jar", "");
        });
        badFiles("libs-writable", draft -> draft.folder.permit("libs", "rwxrwxr-x"));
    }

    private static void live() {
        bad("process-root", draft -> draft.user = 0);
        bad("process-native", draft -> draft.openFiles.removeIf(file -> file.contains("libbc")));
        bad("process-replaced-jar", draft -> draft.openFiles.add("/opt/kafka/libs/plugin-commons-0.1.0.jar (deleted)"));
        bad("jmx-open", draft -> draft.anonymousJmx = true);
        bad("jmx-clear", draft -> draft.encryptedJmx = false);
        bad("live-native", draft -> draft.tlsBean.put("NativeAcceleration", 0));
        bad("live-reload-refused", draft -> draft.tlsBean.put("ReloadRefusedNow", 1));
        bad("live-audit-lost", draft -> draft.auditBean.put("LostEvents", 3L));
    }

    private static void connect() {
        bad("connect-plaintext", draft -> draft.connect.remove("security.protocol"));
        bad("connect-client-tls", draft -> draft.connect.keySet().removeIf(key -> key.startsWith("consumer.ssl.")));
        bad("connect-rest-plaintext", draft -> draft.connect.put("listeners", "http://127.0.0.1:8083"));
        bad("connect-rest-store", draft -> draft.connect.remove("listeners.https.ssl.keystore.type"));
        bad("connect-overrides", draft -> draft.connect.remove("connector.client.config.override.policy"));
    }

    static Stream<String> ids() {
        return CASES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void examine_badAndGoodCase_findsTheOneAndPassesTheOther(String id) {
        Case known = CASES.get(id);
        List<Finding> good = findings(id, known.good(), clean);
        List<Finding> bad = findings(id, known.bad(), known.spoilsFiles() ? CleanFolder.make(root) : clean);

        assertThat(good).as("good case").isNotEmpty().allMatch(Finding::passed);
        assertThat(bad)
                .as("bad case")
                .anySatisfy(finding -> assertThat(finding.passed()).isFalse())
                .filteredOn(finding -> !finding.passed())
                .allSatisfy(finding -> {
                    assertThat(finding.subject()).isNotEmpty();
                    assertThat(finding.evidence()).isNotEmpty();
                    assertThat(finding.remedy()).isNotEmpty();
                });
    }

    /** The same faults in forms that are easily missed. */
    static Stream<Arguments> otherForms() {
        return Stream.of(
                otherForm("jvm-debugger", draft -> draft.flags.add("-agentpath:/opt/lib/libjdwp.so=server=y")),
                otherForm("listener-inter-broker", draft -> {
                    draft.server.put("inter.broker.listener.name", "OLD");
                    draft.server.merge("listener.security.protocol.map", ",OLD:PLAINTEXT", String::concat);
                    draft.server.merge("listeners", ",OLD://127.0.0.1:9099", String::concat);
                    draft.server.put("allow.unencrypted.listeners.during.migration", "OLD");
                }),
                otherForm(
                        "authorizer-principals",
                        draft -> draft.server.put(
                                "listener.name.users.principal.builder.class",
                                "org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder")),
                otherForm("client-plaintext", draft -> draft.client.put("security.protocol", "sasl_plaintext")),
                otherForm("connect-rest-plaintext", draft -> draft.connect.put("admin.listeners", "http://:9999")));
    }

    private static Arguments otherForm(String id, Consumer<NodeDraft> bad) {
        return Arguments.of(id, bad);
    }

    @ParameterizedTest
    @MethodSource("otherForms")
    void examine_otherFormOfAFault_findsIt(String id, Consumer<NodeDraft> bad) {
        assertThat(findings(id, bad, clean)).anyMatch(finding -> !finding.passed());
    }

    @Test
    void examine_protocolOfAClientInSmallLetters_isNoFault() {
        List<Finding> found =
                findings("client-plaintext", draft -> draft.client.put("security.protocol", "ssl"), clean);

        assertThat(found).isNotEmpty().allMatch(Finding::passed);
    }

    @Test
    void cases_allRules_haveOne() {
        List<String> known = rules().stream().map(Rule::id).toList();

        assertThat(known).doesNotHaveDuplicates();
        // the two of the probe are in ProbeTest: it starts JVMs
        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(ids(), Stream.of("jvm-proof", "jvm-proof-native"))
                        .toList());
    }

    @Test
    void rules_all_nameAControlAndAreWordedAlike() {
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.id()).matches("[a-z]+(-[a-z]+)+");
            assertThat(rule.controls()).matches("[A-Z]{2}-\\d+.*");
            assertThat(rule.title()).matches("[A-Z].*[^.]");
        });
    }

    @Test
    void examine_nodeThatIsWell_findsNothing() {
        Examination examination = Checks.all(Duration.ofDays(30)).examine(new NodeDraft(clean).node());

        assertThat(examination.findings()).isNotEmpty().allMatch(Finding::passed);
    }

    @Test
    void examine_checkThatFails_isAFindingAndTheOthersRun() {
        Check failing = new Check() {
            @Override
            public List<Rule> rules() {
                return List.of(Rule.error("always-fails", "It fails", "CA-7"));
            }

            @Override
            public String needs() {
                return "nothing";
            }

            @Override
            public void examine(Node node, Findings findings) {
                throw new StackOverflowError();
            }
        };
        Checks all = Checks.all(Duration.ofDays(30));
        Checks checks = new Checks(
                Stream.concat(Stream.of(failing), all.list().stream().limit(3)).toList(), List.of());

        Examination examination = checks.examine(new NodeDraft(clean).node());

        assertThat(examination.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.rule()).isEqualTo(Checks.FAILED);
                    assertThat(finding.evidence()).startsWith("StackOverflowError");
                })
                .anyMatch(Finding::passed);
    }

    private static List<Rule> rules() {
        return Checks.all(Duration.ofDays(30)).known().stream()
                .flatMap(check -> check.rules().stream())
                .toList();
    }

    /** What is said about a rule, by the one check that it belongs to. */
    private static List<Finding> findings(String id, Consumer<NodeDraft> change, CleanFolder folder) {
        NodeDraft draft = new NodeDraft(folder);
        change.accept(draft);
        Node node = draft.node();
        Check check = Checks.all(Duration.ofDays(30)).list().stream()
                .filter(candidate ->
                        candidate.rules().stream().anyMatch(rule -> rule.id().equals(id)))
                .findFirst()
                .orElseThrow();
        Findings findings = new Findings(Secrets.of(node.files()));
        check.examine(node, findings);
        return findings.all().stream()
                .filter(finding -> finding.rule().id().equals(id))
                .toList();
    }

    private static void write(NodeDraft draft, String name, String text) {
        try {
            Files.writeString(draft.folder.file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(NodeDraft draft, String name) {
        try {
            Files.delete(draft.folder.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeJar(NodeDraft draft, String artefact, String version) {
        try {
            draft.folder.writeJar(artefact, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
