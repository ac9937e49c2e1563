package io.kafkafips.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.docs.MarkdownPage.Place;
import io.kafkafips.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the pages of {@code docs/compliance} name is there: tests with their methods, files, settings, metrics, events, words of the
 * log. Commands are the business of {@code DocumentedCommandsTest}, links that of {@link LinksTest}.
 */
class ControlsPageTest {
    private static final Path FOLDER = Checkout.root().resolve("docs/compliance");
    private static final List<String> CONTROLS = List.of(
            "SC-8",
            "SC-8(1)",
            "SC-12",
            "SC-13",
            "SC-28(1)",
            "AC-3",
            "AC-6",
            "AU-2",
            "AU-3",
            "AU-9",
            "AU-9(3)",
            "AU-10",
            "IA-5",
            "IA-5(2)",
            "CM-6",
            "SI-10");
    private static final List<String> LINES = List.of("what it does", "setting", "evidence", "proof", "operator");

    /** Kafka's, the JVM's and the module's own settings, and files of the bundle that the build makes elsewhere. */
    private static final Set<String> FOREIGN = Set.of(
            "java.security.properties",
            "java.io.tmpdir",
            "org.bouncycastle.fips.approved_only",
            "org.bouncycastle.native.cpu_variant",
            "jdk.tls.allowLegacyMasterSecret",
            "KAFKA_OPTS",
            "server.properties",
            "listeners",
            "sbom.json",
            "cbom.json",
            "libs/",
            "/dev/random",
            "/proc/sys/crypto/fips_enabled",
            "noexec",
            "org.bouncycastle:bc-fips:2.1.3",
            "BCFIPS",
            "BCJSSE",
            "true",
            "false",
            "IT");

    private static final String ANY_TEST = "[A-Z]\\w+(?:Test|IT)(?:#\\w+)?";

    private final SourceTexts sources = SourceTexts.read();
    private final Map<String, String> tests = tests();
    private final Set<String> settings = settings();

    @Test
    void names_ofThePages_areThere() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Place> spans = files.map(MarkdownPage::read)
                    .flatMap(page -> page.codeSpans().stream())
                    .toList();

            assertThat(spans).hasSizeGreaterThan(200);
            assertThat(spans)
                    .filteredOn(span -> !isThere(span.text()))
                    .as("names in docs/compliance that nothing has")
                    .isEmpty();
        }
    }

    @Test
    void controls_all_haveTheirFiveLinesAndATest() throws Exception {
        String page = Files.readString(FOLDER.resolve("controls.md"));
        Set<String> seen = new HashSet<>();
        for (String section : page.split("(?m)^## ", -1)) {
            String title = section.lines().findFirst().orElse("").split(":", 2)[0];
            List<String> named = List.of(title.split(", ", -1));
            if (CONTROLS.containsAll(named)) {
                seen.addAll(named);
                assertThat(section.lines().filter(line -> line.matches("\\| [a-z ]+ \\| \\S.*")))
                        .as(title)
                        .extracting(line -> line.split("\\|", 3)[1].strip())
                        .containsExactlyElementsOf(LINES);
                assertThat(section.lines().filter(line -> line.startsWith("| proof |")))
                        .as(title)
                        .allMatch(line -> line.matches(".*`" + ANY_TEST + "`.*"));
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(CONTROLS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AuditVerifierTest#verify_randomDeeds_areNotFound",
                "NoSuchTest",
                "config/forbidden/nothing.txt",
                "fips.tls.revocation.modus",
                "LeafDaysToExpire",
                "type=TlsMotor",
                "io.kafkafips.tls.handshake-denied.v1",
                "kafka.no.such.setting=3"
            })
    void isThere_whatIsNot_isFalse(String name) {
        assertThat(isThere(name)).isFalse();
    }

    private boolean isThere(String name) {
        if (name.startsWith("kafka-fips ") || name.matches("(openssl|kafka-\\w+\\.sh|\\./mvnw|-P).*")) {
            return true;
        }
        if (name.matches(ANY_TEST)) {
            String[] parts = name.split("#", 2);
            String source = tests.get(parts[0]);
            return source != null && (parts.length == 1 || source.contains("void " + parts[1] + "("));
        }
        String key = name.replaceFirst("^-D", "").split("=", 2)[0];
        return FOREIGN.contains(key)
                || settings.contains(key)
                || Files.exists(Checkout.root().resolve(name))
                || sources.haveWord(name)
                // findings are named by their constants
                || sources.haveWord(name.toUpperCase(Locale.ROOT).replace('-', '_'))
                || sources.have(name)
                || isInTheBundle(name);
    }

    /** Jars by their versions, as the build resolves them. */
    private static boolean isInTheBundle(String name) {
        return name.matches("[\\w.-]+\\.jar")
                && Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                        .anyMatch(entry -> entry.endsWith("/" + name));
    }

    /** What the generated reference has, which a test of its own holds against the code, and what the documentation takes from Kafka. */
    private static Set<String> settings() {
        Set<String> keys = MarkdownPage.read(Checkout.root().resolve("docs/configuration.md")).codeSpans().stream()
                .map(span -> span.text().split("=", 2)[0])
                .collect(Collectors.toSet());
        keys.addAll(org.apache.kafka.common.config.SslConfigs.RECONFIGURABLE_CONFIGS);
        keys.addAll(Set.of(
                "super.users",
                "allow.everyone.if.no.acl.found",
                "listener.security.protocol.map",
                "remote.log.storage.manager.class.name"));
        return keys;
    }

    private static Map<String, String> tests() {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> modules = Files.list(Checkout.root())) {
            for (Path folder : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                            .toList()) {
                        tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tests;
    }
}
