package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kafka-fips keystore} over real stores. */
class KeystoreTest {
    private static final String PASSWORD = "a password of tests";
    private static final Pki ROOT = Pki.root("CN=Test CA");
    private static final Pki SUB = ROOT.intermediate("CN=Test Sub");

    @TempDir
    private static Path old;

    private static Path oldPassword;
    private static Path jks;
    private static Path pkcs12;

    @TempDir
    private Path folder;

    private Path password;
    private Path store;

    @BeforeAll
    static void makeOldStores() throws Exception {
        oldPassword = OldStores.passwordFile(old.resolve("password"), OldStores.PASSWORD);
        jks = old.resolve("old.jks");
        pkcs12 = old.resolve("old.p12");
        OldStores.keyPair(jks, "good", OldStores.PASSWORD, "-keyalg", "EC", "-groupname", "secp256r1");
        OldStores.trust(jks, "ca", ROOT.writePem(old.resolve("ca.pem")));
        OldStores.copy(jks, pkcs12, "PKCS12", "-J-Dkeystore.pkcs12.legacy=true");
        OldStores.keyPair(jks, "weak", OldStores.PASSWORD, "-keyalg", "RSA", "-keysize", "1024");
        OldStores.keyPair(jks, "locked", "another", "-keyalg", "EC", "-groupname", "secp256r1");
    }

    @BeforeEach
    void makePassword() throws Exception {
        password = OldStores.passwordFile(folder.resolve("password"), PASSWORD);
        store = folder.resolve("new.bcfks");
    }

    @Test
    void convert_pkcs12WithOldEncryption_keepsAliasesKeysAndTrust() throws Exception {
        CliRun run = convert(pkcs12);

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("outside the FIPS module", "BCFIPS: the FIPS module, in approved-only mode");
        KeyStore opened = open(store);
        assertThat(Collections.list(opened.aliases())).containsExactlyInAnyOrder("good", "ca");
        assertThat(opened.isKeyEntry("good")).isTrue();
        assertThat(opened.getKey("good", PASSWORD.toCharArray()).getAlgorithm()).isEqualTo("EC");
        assertThat(opened.isCertificateEntry("ca")).isTrue();
        assertThat(opened.getCertificate("ca")).isEqualTo(ROOT.certificate());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
                .isEqualTo("rw-------");
    }

    @Test
    void convert_entriesThatNoNodeAccepts_areNamedAndNothingIsWritten() throws Exception {
        JsonNode run = json(convert(jks, "--json"), 1);

        assertThat(run.get("written").booleanValue()).isFalse();
        assertThat(run.get("findings"))
                .extracting(each -> each.get("alias").textValue())
                .containsExactly("locked", "weak");
        assertThat(run.at("/findings/0/explanation").textValue()).contains("another password");
        assertThat(run.at("/findings/0/remedy").textValue()).contains("--source-key-password-file");
        assertThat(run.at("/findings/1/explanation").textValue()).contains("RSA modulus of 1024 bits");
        assertThat(store).doesNotExist();
    }

    @Test
    void convert_skipRefused_writesTheOthersAndStaysAFinding() throws Exception {
        CliRun run = convert(jks, "--skip-refused");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Collections.list(open(store).aliases())).containsExactlyInAnyOrder("good", "ca");
    }

    @Test
    void convert_keyPasswordAndAlias_takeTheOneEntry() throws Exception {
        Path ofKey = OldStores.passwordFile(folder.resolve("key-password"), "another");

        CliRun run = convert(jks, "--alias", "locked", "--source-key-password-file", ofKey.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(Collections.list(open(store).aliases())).containsExactly("locked");
    }

    @Test
    void convert_unknownAlias_namesThoseThatThereAre() {
        CliRun run = convert(pkcs12, "--alias", "nobody");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("has no entry nobody", "[ca, good]");
    }

    @Test
    void convert_wrongPassword_isOneLineWithoutIt() {
        CliRun run = CliRun.of(
                "keystore",
                "convert",
                jks.toString(),
                store.toString(),
                "--source-password-file",
                password.toString(),
                "--password-file",
                password.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("does not open as JKS: wrong password").doesNotContain(PASSWORD);
    }

    @Test
    void convert_bcfks_takesAnotherPassword() throws Exception {
        convert(pkcs12);
        Path next = folder.resolve("next.bcfks");
        Path nextPassword = OldStores.passwordFile(folder.resolve("next-password"), PASSWORD + " and more");

        CliRun run = CliRun.of(
                "keystore",
                "convert",
                store.toString(),
                next.toString(),
                "--source-password-file",
                password.toString(),
                "--password-file",
                nextPassword.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("outside the FIPS module");
        assertThat(CliRun.of("keystore", "inspect", next.toString(), "--password-file", nextPassword.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void create_pemPairAndTrust_isWhatEveryNodeAccepts() throws Exception {
        Identity broker = SUB.issue(CertificateSpec.localServer("CN=broker"));
        Path pem = broker.writePem(folder.resolve("broker.pem"));
        Path ca = ROOT.writePem(folder.resolve("ca.pem"));

        CliRun run = create("--key", pem.toString(), "--trust", ca.toString(), "--alias", "broker");
        CliRun check = check("--truststore", store.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(open(store).getCertificateChain("broker")).hasSize(2);
    }

    @Test
    void create_certificateOfAnotherKey_isAFindingAndNothingIsWritten() throws Exception {
        Identity one = ROOT.issue(CertificateSpec.localServer("CN=one"));
        Identity other = ROOT.issue(CertificateSpec.localServer("CN=other"));
        Path key = Files.writeString(folder.resolve("key.pem"), one.keyPem());
        Path chain = Files.writeString(folder.resolve("chain.pem"), other.chainPem());

        CliRun run = create("--key", key.toString(), "--chain", chain.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("written: false", "the first certificate (CN=other) is of another key");
        assertThat(store).doesNotExist();
    }

    @Test
    void create_fileThatIsThere_isReplacedWithForceOnly() throws Exception {
        Path ca = ROOT.writePem(folder.resolve("ca.pem"));
        Files.writeString(store, "precious");

        CliRun careful = create("--trust", ca.toString());
        CliRun forced = create("--trust", ca.toString(), "--force");

        assertThat(careful.exitCode()).isEqualTo(2);
        assertThat(careful.err()).contains("is there already", "--force");
        assertThat(forced.exitCode()).as(forced.err()).isZero();
        assertThat(open(store).isCertificateEntry("ca-1")).isTrue();
    }

    @Test
    void create_shortPassword_isRefusedWithoutShowingIt() throws Exception {
        OldStores.passwordFile(password, "thirteen-char");

        CliRun run = create("--trust", ROOT.writePem(folder.resolve("ca.pem")).toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("at least 14 characters").doesNotContain("thirteen-char");
        assertThat(store).doesNotExist();
    }

    @Test
    void create_passwordFromTheEnvironment_opensTheStore() throws Exception {
        // a variable that every environment has, and that is long enough
        String ca = ROOT.writePem(folder.resolve("ca.pem")).toString();

        CliRun run = CliRun.of("keystore", "create", store.toString(), "--trust", ca, "--password-env", "PATH");
        CliRun again = CliRun.of("keystore", "inspect", store.toString(), "--password-env", "PATH");
        CliRun unset = CliRun.of("keystore", "inspect", store.toString(), "--password-env", "KAFKA_FIPS_NO_SUCH");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(unset.err()).contains("has no such variable");
    }

    @Test
    void create_nobodyToAsk_namesTheOptions() throws Exception {
        CliRun run = CliRun.of(
                "keystore",
                "create",
                store.toString(),
                "--trust",
                ROOT.writePem(folder.resolve("ca.pem")).toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no terminal to ask at", "--password-file", "--password-env");
    }

    @Test
    void check_severalThingsWrong_findsAllOfThem() throws Exception {
        Instant now = Instant.now();
        Identity expired = ROOT.issue(CertificateSpec.of("CN=nobody")
                .withUsage(true, false)
                .withValidity(now.minus(Duration.ofDays(3)), now.minus(Duration.ofDays(1))));
        create("--key", expired.writePem(folder.resolve("expired.pem")).toString());

        JsonNode server = json(check("--json"), 1);
        JsonNode client = json(check("--json", "--role", "client", "--profile", "strict"), 1);

        assertThat(server.get("findings"))
                .extracting(each -> each.get("explanation").textValue())
                .anyMatch(text -> text.contains("expired at"))
                .anyMatch(text -> text.contains("extended key usage serverAuth"))
                .anyMatch(text -> text.contains("dNSName or iPAddress"))
                .hasSize(3);
        assertThat(client.get("findings"))
                .extracting(each -> each.get("explanation").textValue())
                .anyMatch(text -> text.contains("a key below the profile strict"))
                .anyMatch(text -> text.contains("expired at"))
                .hasSize(2);
    }

    @Test
    void check_chainThatLeadsElsewhere_isAFinding() throws Exception {
        Identity stranger = Pki.root("CN=Other CA").issue(CertificateSpec.localServer("CN=stranger"));
        create(
                "--key",
                stranger.writePem(folder.resolve("stranger.pem")).toString(),
                "--trust",
                ROOT.writePem(folder.resolve("ca.pem")).toString());

        CliRun alone = check();
        CliRun trusted = check("--truststore", store.toString());

        assertThat(alone.exitCode()).as(alone.out() + alone.err()).isZero();
        assertThat(trusted.exitCode()).isEqualTo(1);
        assertThat(trusted.out()).contains("put the authority CN=Other CA into the trust store");
    }

    @Test
    void check_expiresWithin_findsWhatTheStartWouldTake() throws Exception {
        create("--trust", ROOT.writePem(folder.resolve("ca.pem")).toString());

        assertThat(check().exitCode()).isZero();
        assertThat(check("--expires-within", "2").out()).contains("CN=Test CA expires at");
    }

    @Test
    void inspect_jks_showsCertificatesAndReadsNoKey() throws Exception {
        JsonNode run = json(
                CliRun.of("keystore", "inspect", jks.toString(), "--password-file", oldPassword.toString(), "--json"),
                0);

        // the locked key's password is not known, and not needed
        assertThat(run.get("keys").intValue()).isEqualTo(3);
        assertThat(run.get("certificates"))
                .extracting(each ->
                        each.get("alias").textValue() + " " + each.get("key").textValue())
                .containsExactly("ca EC P-256", "good EC P-256", "locked EC P-256", "weak RSA 1024");
        assertThat(run.at("/certificates/1/names/0").textValue()).isEqualTo("DNS:localhost");
        assertThat(run.at("/certificates/1/sha256").textValue()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-p256", "ec-p384"})
    void labPki_everyStore_passesTheChecksOfItsNode(String keyType) throws Exception {
        Path lab = folder.resolve("lab");
        CliRun run = CliRun.of(
                "keystore",
                "lab-pki",
                lab.toString(),
                "--client",
                "alice:payments:eu",
                "--host",
                "broker.lab",
                "--host",
                "10.0.0.1",
                "--host",
                "::1",
                "--key-type",
                keyType,
                "--json");
        JsonNode parties = json(run, 0).get("parties");
        String profile = keyType.equals("ec-p384") ? "strict" : "sp800-52r2";

        assertThat(parties)
                .extracting(each -> each.get("name").textValue())
                .containsExactly("controller-1", "broker-1", "alice");
        assertThat(parties.get(1).get("names").toString())
                .contains("DNS:broker.lab", "IP:10.0.0.1", "URI:spiffe://lab.invalid/kafka/broker-1");
        assertThat(parties.get(2).get("subject").textValue()).contains("OU=eu,OU=payments", "LAB ONLY");
        for (JsonNode party : parties) {
            CliRun check = CliRun.of(
                    "keystore",
                    "check",
                    lab.resolve(party.get("name").textValue() + ".keystore.bcfks")
                            .toString(),
                    "--role",
                    party.get("role").textValue().equals("client") ? "client" : "server",
                    "--profile",
                    profile,
                    "--truststore",
                    lab.resolve("truststore.bcfks").toString(),
                    "--password-file",
                    lab.resolve("password").toString());
            assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        }
        try (Stream<Path> files = Files.list(lab)) {
            assertThat(files)
                    .hasSize(13)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void labPki_whatIsNoLab_isRefused() throws Exception {
        assertThat(CliRun.of("keystore", "lab-pki", folder.toString()).err()).contains("is not empty");
        assertThat(CliRun.of("keystore", "lab-pki", folder.resolve("a").toString(), "--days", "31")
                        .err())
                .contains("--days 31 is refused: expected 1 to 30");
        assertThat(CliRun.of("keystore", "lab-pki", folder.resolve("a").toString(), "--client", "../x")
                        .err())
                .contains("--client ../x is refused");
        assertThat(CliRun.of("keystore", "lab-pki", folder.resolve("a").toString(), "--client", "broker-1")
                        .err())
                .contains("is a name that is taken");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    private CliRun convert(Path from, String... more) {
        return run(
                List.of(
                        "keystore",
                        "convert",
                        from.toString(),
                        store.toString(),
                        "--source-password-file",
                        oldPassword.toString()),
                more);
    }

    private CliRun create(String... more) {
        return run(List.of("keystore", "create", store.toString()), more);
    }

    private CliRun check(String... more) {
        return run(List.of("keystore", "check", store.toString()), more);
    }

    private CliRun run(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--password-file", password.toString()));
        all.addAll(List.of(more));
        return CliRun.of(all);
    }

    private static KeyStore open(Path file) throws Exception {
        KeyStore opened = FipsJca.bcfks();
        try (InputStream in = Files.newInputStream(file)) {
            opened.load(in, PASSWORD.toCharArray());
        }
        return opened;
    }

    private static JsonNode json(CliRun run, int exitCode) throws Exception {
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
        return new ObjectMapper().readTree(run.out());
    }
}
