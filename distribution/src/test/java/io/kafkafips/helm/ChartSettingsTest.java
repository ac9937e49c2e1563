package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@code server.properties} of the chart, read by Kafka and by the plug-ins. */
class ChartSettingsTest {
    private static KafkaSettings kafka;
    private static KnownSettings known;

    @BeforeAll
    static void load() throws IOException {
        kafka = new KafkaSettings();
        known = new KnownSettings(kafka.names());
    }

    @AfterAll
    static void close() throws IOException {
        kafka.close();
    }

    @BeforeEach
    void helm() {
        Chart.assumeHelm();
    }

    static Stream<String> valueSets() {
        return Chart.VALUE_SETS.stream();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void settings_everyKey_isReadBySomebody(String set) {
        Manifests manifests = Chart.render(set);

        assertThat(known.unknown(manifests.settings("broker"))).isEmpty();
        assertThat(known.unknown(manifests.settings("controller"))).isEmpty();
    }

    @Test
    void unknown_misspeltKeys_areFound() {
        assertThat(known.unknown(Map.of(
                        "fips.tls.profil", "strict",
                        "rsm.config.keys.topic", "*:shared",
                        "rlmm.config.remote.log.metadata.common.client.ssl.keystore.typ", "PEM",
                        "audit.directory", "/a",
                        "node.id", "1")))
                .containsExactly(
                        "fips.tls.profil",
                        "rlmm.config.remote.log.metadata.common.client.ssl.keystore.typ",
                        "rsm.config.keys.topic");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void settings_readByKafka_areAccepted(String set) {
        Manifests manifests = Chart.render(set);

        assertThatCode(() -> kafka.check(manifests.settings("broker"))).doesNotThrowAnyException();
        assertThatCode(() -> kafka.check(manifests.settings("controller"))).doesNotThrowAnyException();
    }

    @Test
    void check_settingsThatContradict_areRefused() {
        Map<String, String> settings = new TreeMap<>(Chart.render("secrets").settings("broker"));
        settings.put("inter.broker.listener.name", "INTERN");

        assertThatThrownBy(() -> kafka.check(settings)).hasMessageContaining("INTERN");
    }

    /** These read settings without touching files; the rest of the plug-ins is asked by {@link ChartClusterIT}. */
    @ParameterizedTest
    @MethodSource("valueSets")
    void settings_readByThePlugins_areAccepted(String set) {
        Manifests manifests = Chart.render(set);

        assertThat(AuditConfig.of(manifests.settings("broker"))).isPresent();
        assertThat(AuditConfig.of(manifests.settings("controller"))).isPresent();
        assertThatCode(() -> RecordValidatorConfig.of(manifests.settings("broker")))
                .doesNotThrowAnyException();
        Map<String, String> withoutTrail = new TreeMap<>(manifests.settings("controller"));
        withoutTrail.remove("audit.directory");
        try (SecurityAlterConfigPolicy policy = new SecurityAlterConfigPolicy()) {
            assertThatCode(() -> policy.configure(withoutTrail)).doesNotThrowAnyException();
        }
    }

    @Test
    void settings_asTheyCome_weakenNothing() {
        Manifests manifests = Chart.render("secrets");

        for (String role : new String[] {"broker", "controller"}) {
            Map<String, String> settings = manifests.settings(role);
            assertThat(settings)
                    .containsEntry("ssl.client.auth", "required")
                    .containsEntry("ssl.engine.factory.class", "io.kafkafips.ssl.kafka.FipsSslEngineFactory")
                    .containsEntry("authorizer.class.name", "io.kafkafips.authorizer.kafka.CertificateAuthorizer")
                    .containsEntry("unclean.leader.election.enable", "false");
            assertThat(settings.get("listener.security.protocol.map").split(","))
                    .allMatch(entry -> entry.endsWith(":SSL"));
            assertThat(settings.keySet())
                    .noneMatch(
                            key -> key.matches(
                                    "(?!config\\.providers\\.).*(allow\\.|allowed\\.|accept|plaintext|unencrypted|untested).*"));
        }
    }

    /** A backslash of a value survives the properties format. */
    @Test
    void settings_valueWithBackslashes_reachesKafkaAsItWasGiven() {
        assertThat(Chart.render("everything").settings("broker").get("ssl.principal.mapping.rules"))
                .isEqualTo("RULE:^CN=([^,]+),OU=platform,O=Example\\, Inc$/$1/,DEFAULT");
    }

    /** Helm reads numbers as floats. */
    @Test
    void settings_numbersOfTheOperator_reachKafkaAsTheyWereGiven() {
        assertThat(Chart.render("everything").settings("broker"))
                .containsEntry("log.segment.bytes", "1073741824")
                .containsEntry("log.cleaner.min.cleanable.ratio", "0.25")
                .containsEntry("num.io.threads", "16");
    }
}
