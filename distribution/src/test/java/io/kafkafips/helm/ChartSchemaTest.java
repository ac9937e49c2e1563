package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code values.schema.json}: complete, strict, and enforced by Helm. */
class ChartSchemaTest {
    /** Where the keys are the operator's own. */
    private static final Set<String> FREE = Set.of("global", "controllers.affinity", "brokers.affinity");

    private final JsonNode schema = read();

    @BeforeEach
    void helm() {
        Chart.assumeHelm();
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void schema_everyObject_saysWhichKeysItHas() {
        List<String> open = new ArrayList<>();

        walkSchema(schema, "", new TreeSet<>(), open);

        assertThat(open).containsExactlyInAnyOrderElementsOf(FREE);
    }

    @Test
    void schema_itsKeys_areThoseOfValuesYaml() {
        Set<String> ofSchema = new TreeSet<>();
        walkSchema(schema, "", ofSchema, new ArrayList<>());
        Set<String> ofValues = new TreeSet<>();
        walkValues(Chart.defaults(), "", ofValues);
        ofSchema.remove("global");

        assertThat(ofValues).isSubsetOf(ofSchema);
        // what is below a map of the operator's, such as resources, is in the schema only
        assertThat(ofSchema.stream()
                        .filter(key -> !ofValues.contains(key))
                        .filter(key -> !key.matches("(controllers|brokers)\\.resources\\..*")))
                .isEmpty();
    }

    /** The schema's own keys; those that it reaches by a reference to a definition as well. */
    private void walkSchema(JsonNode node, String path, Set<String> keys, List<String> open) {
        JsonNode at = node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
        if (at.path("type").asText().equals("object") && !at.has("additionalProperties")) {
            open.add(path);
        }
        at.path("properties").properties().forEach(property -> {
            String key = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            keys.add(key);
            walkSchema(property.getValue(), key, keys, open);
        });
    }

    private static void walkValues(Map<?, ?> values, String path, Set<String> keys) {
        values.forEach((name, value) -> {
            String key = path.isEmpty() ? name.toString() : path + "." + name;
            keys.add(key);
            if (value instanceof Map<?, ?> map
                    && !key.matches(".*(minimums|fixed|levels|resources\\.(requests|limits))")) {
                walkValues(map, key, keys);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls.profil | strict",
                "unknown | 1",
                "tls.profile | fast",
                "tls.keystore.type | JKS",
                "tls.keystore.type | PKCS12",
                "clusterId | too-short",
                "controllers.replicas | 2",
                "brokers.replicas | 0",
                "brokers.replicas | 100",
                "brokers.storage.size | lots",
                "brokers.resources.limits.memory | much",
                "listeners.clientPort | 80",
                "pods.runAsUser | 0",
                "pods.securityContext.privileged | true",
                "podDisruptionBudget.maxUnavailable | 2",
                "audit.overflow | ignore",
                "tieredStorage.spool.mode | perhaps",
                "authorizer.superUsers[0] | admin",
                "networkPolicy.clients[0].podSelector.matchLabel.a | b",
                "networkPolicy.clients[0].ipBlock.cidr | everywhere",
                "networkPolicy.egress.objectStore[0].ports[0].port | 443",
                "networkPolicy.egress.objectStore[0].to[0].ipBlock.cidr | 192.0.2.0/24",
                "image.digest | latest",
                "image.pullPolicy | Sometimes"
            })
    void template_valueOutsideTheSchema_isRefused(String key, String value) {
        assertThatThrownBy(() -> Chart.render("secrets", Map.of(key, value)))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    /** To Kubernetes an empty peer is everybody, and so is a rule without ports every port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "clients: [{}]",
                "clients: [{podSelector: {}}]",
                "clients: [{podSelector: {matchLabels: {}}}]",
                "monitoring: [{namespaceSelector: {}}]",
                "egress: {objectStore: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}]}]}",
                "egress: {objectStore: [{to: [], ports: [{port: 443}]}]}",
                "dns: {peers: []}"
            })
    void template_peerThatWouldBeEverybody_isRefused(String policy, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("values.yaml"), "networkPolicy: {" + policy + "}");

        assertThatThrownBy(() -> Chart.template()
                        .withValuesFile(Chart.valuesFile("secrets"))
                        .withValuesFile(file)
                        .call())
                .hasMessageContaining("values don't meet the specifications of the schema");
    }
}
