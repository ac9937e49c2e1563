package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kafkafips.authorizer.kafka.AuthorizerConfig;
import io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.ssl.kafka.SslEngineConfig;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
import io.kafkafips.tiered.kafka.TieredStorageConfig;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationCustom;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationCustom;
import io.strimzi.api.kafka.model.kafka.tieredstorage.TieredStorageCustom;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Strimzi example against the operator's own types, and against the lists of what it does not let anybody set. */
class StrimziExampleTest {
    private static final Path EXAMPLE = Checkout.root().resolve("distribution/src/main/strimzi/kafka.yaml");
    private static final Path PAGE = Checkout.root().resolve("docs/kubernetes.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("unchecked")
    private static List<HasMetadata> documents() throws IOException {
        List<HasMetadata> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(EXAMPLE))) {
            Map<String, Object> map = (Map<String, Object>) document;
            Class<? extends HasMetadata> type = map.get("kind").equals("Kafka") ? Kafka.class : KafkaNodePool.class;
            documents.add(JSON.convertValue(map, type));
        }
        return documents;
    }

    private static KafkaClusterSpec kafka() throws IOException {
        return documents().stream()
                .filter(Kafka.class::isInstance)
                .map(document -> ((Kafka) document).getSpec().getKafka())
                .findFirst()
                .orElseThrow();
    }

    private static KafkaListenerAuthenticationCustom authentication() throws IOException {
        return (KafkaListenerAuthenticationCustom) kafka().getListeners().get(0).getAuth();
    }

    private static TieredStorageCustom tieredStorage() throws IOException {
        return (TieredStorageCustom) kafka().getTieredStorage();
    }

    @Test
    void example_typed_hasNoFieldThatStrimziDoesNotKnow() throws IOException {
        assertThat(documents())
                .hasSize(3)
                .allSatisfy(document -> assertThat(UnknownFields.of(document)).isEmpty());
    }

    @Test
    void unknownFields_ofStrimzisTypes_areFound() {
        Kafka kafka = JSON.convertValue(
                Map.of("spec", Map.of("kafka", Map.of("jvmOptions", Map.of("javaagent", "x")))), Kafka.class);

        assertThat(UnknownFields.of(kafka)).containsExactly("Kafka.Spec.Kafka.JvmOptions.javaagent");
    }

    @Test
    void example_itsSettings_areNotForbiddenByStrimzi() throws IOException {
        assertThat(kafka().getConfig().keySet()).isNotEmpty().noneMatch(StrimziExampleTest::isForbidden);
        assertThat(authentication().getListenerConfig().keySet())
                .contains("ssl.engine.factory.class", "ssl.client.auth")
                .noneMatch(key -> key.startsWith(KafkaListenerAuthenticationCustom.FORBIDDEN_PREFIXES));
    }

    @Test
    void example_everyKey_isReadByThePluginThatItIsFor() throws IOException {
        Set<String> tiered = new TreeSet<>(TieredStorageConfig.configDef().names());
        DirectoryRemoteStorageManager.configDef().names().forEach(name -> tiered.add("delegate." + name));
        Set<String> listener = new TreeSet<>(SslEngineConfig.configDef().names());
        listener.addAll(Set.of("ssl.engine.factory.class", "principal.builder.class"));

        assertThat(tiered)
                .containsAll(
                        tieredStorage().getRemoteStorageManager().getConfig().keySet());
        assertThat(listener).containsAll(authentication().getListenerConfig().keySet());
        try (KafkaSettings kafka = new KafkaSettings()) {
            assertThat(new KnownSettings(kafka.names())
                            .unknown(kafka().getConfig().entrySet().stream()
                                    .filter(entry -> !entry.getKey().startsWith("config.providers."))
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey,
                                            entry -> entry.getValue().toString()))))
                    .isEmpty();
        }
    }

    @Test
    void example_itsClasses_areOurs() throws IOException, ClassNotFoundException {
        for (String name : List.of(
                ((KafkaAuthorizationCustom) kafka().getAuthorization()).getAuthorizerClass(),
                tieredStorage().getRemoteStorageManager().getClassName(),
                authentication()
                        .getListenerConfig()
                        .get("ssl.engine.factory.class")
                        .toString(),
                authentication()
                        .getListenerConfig()
                        .get("principal.builder.class")
                        .toString(),
                kafka().getConfig().get("alter.config.policy.class.name").toString())) {
            assertThat(Class.forName(name).getPackageName()).startsWith("io.kafkafips.");
        }
        assertThat(kafka().getJvmOptions().getJavaSystemProperties())
                .extracting(property -> "-D" + property.getName() + "=" + property.getValue())
                .contains(
                        "-Djava.security.properties==/opt/kafka/fips/java.security.17",
                        "-Dorg.bouncycastle.fips.approved_only=true",
                        "-Djdk.tls.allowLegacyMasterSecret=false");
    }

    /** What the page tells the reader that he cannot set is what Strimzi forbids, all of it. */
    @Test
    void page_itsListOfForbiddenKeys_isStrimzis() throws IOException {
        Set<String> forbidden = Stream.of(
                        SslEngineConfig.configDef(),
                        AuthorizerConfig.configDef(),
                        AuditConfig.configDef(),
                        SecurityAlterConfigPolicy.configDef(),
                        RecordValidatorConfig.configDef())
                .map(ConfigDef::names)
                .flatMap(Set::stream)
                .filter(StrimziExampleTest::isForbidden)
                .collect(Collectors.toCollection(TreeSet::new));
        forbidden.addAll(List.of("authorizer.class.name", "ssl.engine.factory.class", "super.users"));

        assertThat(forbidden).allMatch(StrimziExampleTest::isForbidden);
        String page = Files.readString(PAGE);
        String list = page.substring(
                page.indexOf("<!-- forbidden by Strimzi -->"), page.indexOf("<!-- end of forbidden -->"));
        Set<String> told = new TreeSet<>();
        Pattern.compile("`([a-z.]+)`").matcher(list).results().forEach(match -> told.add(match.group(1)));
        assertThat(told).isEqualTo(forbidden);
    }

    private static boolean isForbidden(String key) {
        return list(KafkaClusterSpec.FORBIDDEN_PREFIXES).anyMatch(key::startsWith)
                && list(KafkaClusterSpec.FORBIDDEN_PREFIX_EXCEPTIONS).noneMatch(key::equals);
    }

    private static Stream<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip);
    }
}
