package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart as Helm reads and renders it, and its objects as Kubernetes' own types read them. */
class ChartTemplateTest {
    @BeforeEach
    void helm() {
        Chart.assumeHelm();
    }

    static Stream<String> valueSets() {
        return Chart.VALUE_SETS.stream();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void lint_strictly_hasNothingToSayButForTheIcon(String set) {
        LintResult result = Chart.lint(set);

        assertThat(result.isFailed()).isFalse();
        assertThat(result.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void template_typed_hasNoFieldThatKubernetesDoesNotKnow(String set) {
        Manifests manifests = Chart.render(set);

        assertThat(manifests.typed()).hasSizeGreaterThan(10);
        assertThat(manifests.typed())
                .allSatisfy(object -> assertThat(UnknownFields.of(object)).isEmpty());
        assertThat(manifests.typed())
                .extracting(
                        object -> object.getKind() + "/" + object.getMetadata().getName())
                .doesNotHaveDuplicates();
        assertThat(manifests.others())
                .allSatisfy(other -> assertThat(other.get("apiVersion")).isEqualTo("cert-manager.io/v1"));
    }

    @Test
    void unknownFields_misspeltFieldDeepInAPod_isFound() {
        Manifests manifests = Manifests.parse("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: a}
                spec:
                  template:
                    spec:
                      containers:
                        - name: a
                          securityContext: {readOnlyRootFilesytem: true}
                """);

        assertThat(UnknownFields.of(manifests.typed().get(0)))
                .containsExactly("StatefulSet.Spec.Template.Spec.Containers[0].SecurityContext.readOnlyRootFilesytem");
    }

    @Test
    void template_asItComes_isThreeControllersAndThreeBrokers() {
        Manifests manifests = Chart.render("secrets");

        assertThat(manifests.all(StatefulSet.class))
                .extracting(
                        set -> set.getMetadata().getName() + " " + set.getSpec().getReplicas())
                .containsExactlyInAnyOrder("r-kafka-fips-controller 3", "r-kafka-fips-broker 3");
        assertThat(manifests.all(PodDisruptionBudget.class))
                .hasSize(2)
                .allSatisfy(budget -> assertThat(
                                budget.getSpec().getMaxUnavailable().getIntVal())
                        .isEqualTo(1));
        assertThat(manifests.all(NetworkPolicy.class)).hasSize(3);
        assertThat(manifests.all(Service.class))
                .extracting(service -> service.getSpec().getType())
                .allMatch(type -> type == null);
    }

    @Test
    void environment_eachPod_hasAnIdAndAddressesOfItsOwn() {
        Manifests manifests = Chart.render("everything");

        Map<String, String> broker = Environment.of(manifests.pod("broker")).settings("2");
        Map<String, String> controller =
                Environment.of(manifests.pod("controller")).settings("2");

        assertThat(broker).containsEntry("node.id", "2").containsEntry("broker.rack", "zone-a");
        assertThat(broker.get("advertised.listeners"))
                .isEqualTo(
                        "CLIENTS://broker-2.pay-brokers.kafka.svc.cluster.local:9092,"
                                + "INTERNAL://broker-2.pay-brokers.kafka.svc.cluster.local:9094,EXTERNAL://nodes.example.org:32102");
        assertThat(controller).containsEntry("node.id", "102");
        assertThat(manifests.settings("broker").get("controller.quorum.voters"))
                .contains("102@pay-controller-2.pay-controllers.kafka.svc.cluster.local:9093");
        assertThat(manifests
                        .one(Service.class, "pay-broker-2-external")
                        .getSpec()
                        .getPorts()
                        .get(0)
                        .getNodePort())
                .isEqualTo(32102);
    }

    @Test
    @SuppressWarnings("unchecked")
    void certificates_ofCertManager_nameWhatNodesConnectTo() {
        Manifests manifests = Chart.render("cert-manager");

        List<Map<String, Object>> specs = manifests.others().stream()
                .filter(other -> "Certificate".equals(other.get("kind")))
                .map(other -> (Map<String, Object>) other.get("spec"))
                .toList();

        assertThat(specs)
                .extracting(spec -> "User:CN=" + spec.get("commonName"))
                .allSatisfy(principal -> assertThat(manifests
                                .settings("controller")
                                .get("super.users")
                                .split(";"))
                        .contains(principal));
        assertThat(specs).hasSize(2).allSatisfy(spec -> {
            assertThat((List<String>) spec.get("usages")).contains("server auth", "client auth", "digital signature");
            assertThat((Map<String, Object>) spec.get("privateKey"))
                    .containsEntry("encoding", "PKCS8")
                    .containsEntry("size", 384);
            assertThat(spec.get("additionalOutputFormats")).isEqualTo(List.of(Map.of("type", "CombinedPEM")));
        });
        assertThat((List<String>) specs.get(1).get("dnsNames"))
                .containsExactly(
                        "*.r-kafka-fips-brokers.kafka.svc.cluster.local",
                        "r-kafka-fips-bootstrap.kafka.svc.cluster.local",
                        "broker-0.kafka.example.org",
                        "broker-1.kafka.example.org",
                        "broker-2.kafka.example.org");
    }

    /** What depends on several values, so that the schema cannot refuse it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secrets | clusterId | '' | clusterId is empty",
                "secrets | tls.brokerSecret | '' | tls.brokerSecret or tls.controllerSecret is empty",
                "secrets | tls.keystore.type | BCFKS | tls.keystore.passwordKey or tls.truststore.passwordKey is empty",
                "secrets | authorizer.nodePrincipals | null | authorizer.nodePrincipals is empty",
                "secrets | validator.enabled | true | expected exactly one of validator.policy and validator.configMap",
                "secrets | metrics.servePlaintextHttp | true | metrics.rules is empty",
                "secrets | tieredStorage.enabled | true | tieredStorage.keys.secret is empty",
                "secrets | listeners.internalPort | 9092 | Two of the ports are the same",
                "secrets | listeners.external.enabled | true | the same for all brokers",
                "secrets | brokers.config.listeners | x | brokers.config.listeners is set by the chart",
                "secrets | brokers.config.node\\.id | 7 | brokers.config.node.id is set by the chart",
                "secrets | brokers.config.ssl\\.protocol | TLSv1.2 | is about TLS or identity",
                "secrets | brokers.config.listener\\.name\\.clients\\.ssl\\.client\\.auth | none | is about TLS or identity",
                "secrets | controllers.config.super\\.users | User:me | controllers.config.super.users is set by the chart",
                "secrets | brokers.jvmFlags[0] | -Dorg.bouncycastle.fips.approved_only=false | the image decides on the FIPS flags",
                "cert-manager | tls.brokerSecret | own | expected one source of certificates",
                "cert-manager | tls.certManager.createIssuer.caSecret | '' | tls.certManager has no issuer",
                "cert-manager | tls.certManager.privateKey.size | 256 | is not allowed by tls.profile=strict",
                "cert-manager | tls.certManager.privateKey.size | 2048 | is not allowed by tls.profile=strict",
                "object-store | tls.certManager.privateKey.size | 384 | expected one of [2048 3072 4096] for RSA",
                "everything | tieredStorage.directory.storeId | '' | storeId is empty",
                "everything | authorizer.conditions.configMap | own | authorizer.conditions has policy and configMap",
                "everything | validator.configMap | own | expected exactly one of validator.policy and validator.configMap"
            })
    void template_valuesThatContradict_areRefusedWithARemedy(String set, String key, String value, String message) {
        assertThatThrownBy(() -> Chart.render(set, Map.of(key, value)))
                .hasMessageContaining(message)
                .message()
                .containsAnyOf("Remedy: ", "expected one of");
    }
}
