package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart's objects name in one another is there, or is told to the operator as his own to make. */
class ChartReferencesTest {
    /** Secrets, ConfigMaps and claims that the values files in {@code ci/} name: the operator's. */
    private static final Map<String, Set<String>> OWN = Map.of(
            "secrets", Set.of("kafka-broker-tls", "kafka-controller-tls"),
            "cert-manager", Set.of(),
            "object-store", Set.of("tiered-roots", "kafka-keys", "object-store"),
            "everything", Set.of("broker-stores", "controller-stores", "crls", "audit-key", "tiered-roots", "tiered"));

    @BeforeEach
    void helm() {
        Chart.assumeHelm();
    }

    static Stream<String> valueSets() {
        return Chart.VALUE_SETS.stream();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    @SuppressWarnings("unchecked")
    void volumes_whatTheyName_isMadeByTheChartOrByTheOperator(String set) {
        Manifests manifests = Chart.render(set);
        Set<String> made = new TreeSet<>();
        manifests.all(ConfigMap.class).forEach(map -> made.add(map.getMetadata().getName()));
        manifests
                .all(PersistentVolumeClaim.class)
                .forEach(claim -> made.add(claim.getMetadata().getName()));
        manifests.others().stream()
                .filter(other -> other.get("kind").equals("Certificate"))
                .map(other -> (Map<String, Object>) other.get("spec"))
                .forEach(spec -> made.add(spec.get("secretName").toString()));
        Set<String> named = new TreeSet<>();
        manifests
                .all(StatefulSet.class)
                .forEach(nodes -> nodes.getSpec().getTemplate().getSpec().getVolumes().stream()
                        .map(ChartReferencesTest::source)
                        .filter(name -> !name.isEmpty())
                        .forEach(named::add));
        named.removeAll(made);

        assertThat(named).isEqualTo(new TreeSet<>(OWN.get(set)));
    }

    private static String source(Volume volume) {
        if (volume.getSecret() != null) {
            return volume.getSecret().getSecretName();
        }
        if (volume.getConfigMap() != null) {
            return volume.getConfigMap().getName();
        }
        return volume.getPersistentVolumeClaim() == null
                ? ""
                : volume.getPersistentVolumeClaim().getClaimName();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void mounts_andVolumes_matchOneToOne(String set) {
        for (StatefulSet nodes : Chart.render(set).all(StatefulSet.class)) {
            PodSpec spec = nodes.getSpec().getTemplate().getSpec();
            Set<String> volumes = new TreeSet<>();
            spec.getVolumes().forEach(volume -> volumes.add(volume.getName()));
            nodes.getSpec()
                    .getVolumeClaimTemplates()
                    .forEach(claim -> volumes.add(claim.getMetadata().getName()));

            assertThat(spec.getContainers().get(0).getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .containsExactlyInAnyOrderElementsOf(volumes);
        }
    }

    /** A file under a path that is no mount would be looked for in the image. */
    @ParameterizedTest
    @MethodSource("valueSets")
    void settings_everyPathInThem_isBelowAMount(String set) {
        Manifests manifests = Chart.render(set);
        Pattern path = Pattern.compile("(?<![A-Za-z0-9:/.])/(?:mnt|var|etc|run)/[A-Za-z0-9._/-]+");
        for (String role : List.of("broker", "controller")) {
            List<String> mounts = manifests.pod(role).getSpec().getContainers().get(0).getVolumeMounts().stream()
                    .map(VolumeMount::getMountPath)
                    .toList();
            manifests.settings(role).forEach((key, value) -> {
                Matcher paths = path.matcher(value);
                while (paths.find()) {
                    assertThat(mounts)
                            .as("%s=%s of the %s", key, value, role)
                            .anyMatch(mount -> Path.of(paths.group()).startsWith(mount));
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void selectors_ofStatefulSetsServicesAndBudgets_findThePodsOfOneRole(String set) {
        Manifests manifests = Chart.render(set);
        Map<String, String> broker = labels(manifests, "broker");
        Map<String, String> controller = labels(manifests, "controller");

        manifests.all(StatefulSet.class).forEach(nodes -> {
            Map<String, String> own =
                    nodes.getSpec().getTemplate().getMetadata().getLabels();
            assertThat(Connections.matches(nodes.getSpec().getSelector(), own)).isTrue();
            assertThat(Connections.matches(nodes.getSpec().getSelector(), own.equals(broker) ? controller : broker))
                    .isFalse();
            assertThat(manifests
                            .one(Service.class, nodes.getSpec().getServiceName())
                            .getSpec()
                            .getClusterIP())
                    .isEqualTo("None");
        });
        manifests
                .all(PodDisruptionBudget.class)
                .forEach(budget -> assertThat(Stream.of(broker, controller)
                                .filter(labels ->
                                        Connections.matches(budget.getSpec().getSelector(), labels)))
                        .hasSize(1));
        manifests.all(Service.class).forEach(service -> {
            Map<String, String> selector = new TreeMap<>(service.getSpec().getSelector());
            selector.remove("statefulset.kubernetes.io/pod-name");
            assertThat(Stream.of(broker, controller)
                            .filter(labels -> labels.entrySet().containsAll(selector.entrySet())))
                    .as(service.getMetadata().getName())
                    .hasSize(1);
        });
    }

    private static Map<String, String> labels(Manifests manifests, String role) {
        return manifests.pod(role).getMetadata().getLabels();
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void ports_ofServicesAndProbes_areThoseThatTheNodeListensOn(String set) {
        Manifests manifests = Chart.render(set);
        for (String role : List.of("broker", "controller")) {
            Container container = manifests.pod(role).getSpec().getContainers().get(0);
            List<String> names =
                    container.getPorts().stream().map(ContainerPort::getName).toList();
            List<Integer> numbers = container.getPorts().stream()
                    .map(ContainerPort::getContainerPort)
                    .toList();

            assertThat(names)
                    .contains(
                            container.getReadinessProbe().getHttpGet().getPort().getStrVal());
            assertThat(names)
                    .contains(container.getStartupProbe().getHttpGet().getPort().getStrVal());
            assertThat(names)
                    .contains(container
                            .getLivenessProbe()
                            .getTcpSocket()
                            .getPort()
                            .getStrVal());
            for (String listener : manifests.settings(role).get("listeners").split(",", -1)) {
                assertThat(numbers).contains(Integer.parseInt(listener.replaceAll(".*:", "")));
            }
            assertThat(Environment.of(manifests.pod(role)).of("0").get("HEALTH_PORT"))
                    .isEqualTo(Integer.toString(container.getPorts().stream()
                            .filter(port -> port.getName().equals("health"))
                            .findFirst()
                            .orElseThrow()
                            .getContainerPort()));
            manifests.all(Service.class).stream()
                    .filter(service -> service.getSpec()
                            .getSelector()
                            .get("app.kubernetes.io/component")
                            .equals(role))
                    .flatMap(service -> service.getSpec().getPorts().stream())
                    .forEach(port ->
                            assertThat(names).contains(port.getTargetPort().getStrVal()));
        }
    }

    /** Rolls the pods when a setting changes, and not when a broker is added. */
    @Test
    void checksum_ofTheSettings_followsThemAndNotTheNumberOfBrokers() {
        assertThat(checksum(Map.of("audit.allowed", "all"))).isNotEqualTo(checksum(Map.of()));
        assertThat(checksum(Map.of("brokers.replicas", "5"))).isEqualTo(checksum(Map.of()));
    }

    private static String checksum(Map<String, String> overrides) {
        return Chart.render("secrets", overrides)
                .pod("broker")
                .getMetadata()
                .getAnnotations()
                .get("checksum/settings");
    }

    /** The agent's flag names the jar with its version. */
    @Test
    void appVersion_isThatOfTheProject() throws IOException {
        String pom = Files.readString(Chart.FOLDER.resolve("../../../../pom.xml"));
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);

        assertThat(version.find()).isTrue();
        assertThat(Chart.yaml(Chart.FOLDER.resolve("Chart.yaml"))).containsEntry("appVersion", version.group(1));
    }
}
