package io.kafkafips.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every bad setting, file or flag stops a real server, and its log has one message with the key, what was seen, and the remedy. Each server is
 * broker and controller at once, so that nobody else is needed.
 */
@Execution(ExecutionMode.CONCURRENT)
class StartRefusalIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/e2e/refusals");

    private static FipsCluster cluster;

    @BeforeAll
    static void prepare() throws Exception {
        FreshFolder.of(FOLDER);
        cluster = FipsCluster.prepare(new FipsCluster.Layout(
                FOLDER, KafkaRuntime.resolve("4.3.1"), FipsCluster.Layout.builtPlugins(), Jdk.current()));
        Files.write(
                FOLDER.resolve("jks.bcfks"),
                new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0, 0, 2});
    }

    /**
     * A server that must not start.
     *
     * @param name of its folder
     * @param change what is wrong with its settings
     * @param agent whether it has the agent of the record validator
     * @param flags further JVM flags
     * @param words what its log must say
     */
    record Case(
            String name, Consumer<Map<String, String>> change, boolean agent, List<String> flags, List<String> words) {
        static Case setting(String key, String value, String... words) {
            List<String> all = new ArrayList<>(List.of(words));
            all.add("Remedy:");
            return new Case(
                    (key + "-" + value).replaceAll("[^A-Za-z0-9.]+", "-"),
                    settings -> settings.put(key, value),
                    true,
                    List.of(),
                    all);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "plaintext-listener",
                        settings -> {
                            settings.put("listeners", settings.get("listeners") + ",OPEN://127.0.0.1:0");
                            settings.put(
                                    "listener.security.protocol.map",
                                    settings.get("listener.security.protocol.map") + ",OPEN:PLAINTEXT");
                        },
                        true,
                        List.of(),
                        List.of("OPEN", "PLAINTEXT", "Remedy:")),
                Case.setting("ssl.keystore.type", "JKS", "ssl.keystore.type=JKS"),
                Case.setting("ssl.truststore.type", "PKCS12", "ssl.truststore.type=PKCS12"),
                Case.setting("ssl.keystore.location", "missing.bcfks", "ssl.keystore.location=missing.bcfks"),
                Case.setting(
                        "ssl.keystore.location",
                        FOLDER.resolve("jks.bcfks").toString(),
                        "ssl.keystore.location",
                        "JKS"),
                Case.setting(
                        "ssl.keystore.password",
                        "not the right password",
                        "wrong password, or damaged",
                        "set ssl.keystore.password"),
                Case.setting("ssl.enabled.protocols", "TLSv1.3,TLSv1.1", "TLSv1.1"),
                Case.setting("ssl.cipher.suites", "TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256"),
                Case.setting(
                        "rsm.config.keys.keystore.location",
                        "missing.bcfks",
                        "keys.keystore.location",
                        "missing.bcfks"),
                Case.setting("rsm.config.keys.root.alias", "nobody", "nobody"),
                Case.setting("rsm.config.keys.registry.path", "missing-registry", "missing-registry", "mkdir"),
                Case.setting("rsm.config.keys.topics", "orders", "rsm.config.keys.topics", "orders"),
                Case.setting("record.validation.policies", "orders", "record.validation.policy.orders"),
                new Case(
                        "no-agent",
                        settings -> settings.put("record.validation.policies", ""),
                        false,
                        List.of(),
                        List.of("-javaagent")),
                new Case(
                        "not-approved-only",
                        settings -> {},
                        true,
                        List.of("-Dorg.bouncycastle.fips.approved_only=false"),
                        List.of("not in approved-only mode", "Remedy:")),
                new Case(
                        "legacy-master-secret",
                        settings -> {},
                        true,
                        List.of("-Djdk.tls.allowLegacyMasterSecret=true"),
                        List.of("jdk.tls.allowLegacyMasterSecret", "Remedy:")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void start_somethingWrong_isRefusedWithTheRemedy(Case wrong) {
        Map<String, String> settings = combined();
        // the cases run side by side, and a trail has one writer
        settings.put("audit.directory", FOLDER.resolve("audit-" + wrong.name()).toString());
        wrong.change().accept(settings);
        List<String> flags = new ArrayList<>(wrong.flags());
        if (wrong.agent()) {
            flags.add(cluster.agentFlag());
        }

        try (KafkaNode node = cluster.startAlone(wrong.name(), settings, flags)) {
            assertThat(node.awaitEnd(TIMEOUT)).isNotZero();
            assertThat(node.logText()).contains(wrong.words()).doesNotContain("not the right password");
        }
    }

    private static Map<String, String> combined() {
        List<Integer> ports = Ports.free(2);
        Map<String, String> settings = new TreeMap<>(cluster.brokerSettings());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "CLIENTS://127.0.0.1:" + ports.get(0) + ",CONTROLLER://127.0.0.1:" + ports.get(1));
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports.get(1));
        settings.put("super.users", "User:broker;User:admin");
        return settings;
    }
}
