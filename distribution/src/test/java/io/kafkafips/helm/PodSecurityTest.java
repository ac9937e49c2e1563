package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pod against the Pod Security Standard "restricted", and what this chart promises on top. */
class PodSecurityTest {
    @BeforeEach
    void helm() {
        Chart.assumeHelm();
    }

    static Stream<PodCase> pods() {
        return Chart.VALUE_SETS.stream()
                .flatMap(set -> Stream.of(new PodCase(set, "broker"), new PodCase(set, "controller")));
    }

    /** The pods of one role in one rendering. */
    record PodCase(String set, String role) {
        PodSpec spec() {
            return Chart.render(set).pod(role).getSpec();
        }
    }

    /** As https://kubernetes.io/docs/concepts/security/pod-security-standards/ has it for "restricted", with everything of "baseline". */
    @ParameterizedTest
    @MethodSource("pods")
    void pod_byTheStandard_isRestricted(PodCase pod) {
        PodSpec spec = pod.spec();

        assertThat(spec.getHostNetwork()).isNotEqualTo(true);
        assertThat(spec.getHostPID()).isNotEqualTo(true);
        assertThat(spec.getHostIPC()).isNotEqualTo(true);
        assertThat(spec.getInitContainers()).isEmpty();
        assertThat(spec.getEphemeralContainers()).isEmpty();
        assertThat(spec.getSecurityContext().getSysctls()).isEmpty();
        assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(spec.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(spec.getVolumes()).allMatch(PodSecurityTest::isAllowed);
        assertThat(spec.getContainers()).isNotEmpty().allSatisfy(PodSecurityTest::isRestricted);
    }

    private static void isRestricted(Container container) {
        SecurityContext context = container.getSecurityContext();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getPrivileged()).isNotEqualTo(true);
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).isEmpty();
        assertThat(context.getProcMount()).isNull();
        assertThat(context.getRunAsUser()).isNull();
        assertThat(context.getRunAsNonRoot()).isNotEqualTo(false);
        assertThat(context.getSeccompProfile()).isNull();
        assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
    }

    private static boolean isAllowed(Volume volume) {
        return Stream.of(
                        volume.getConfigMap(),
                        volume.getSecret(),
                        volume.getEmptyDir(),
                        volume.getPersistentVolumeClaim())
                .anyMatch(source -> source != null);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void pod_beyondTheStandard_hasNothingToWriteToNothingToAskTheApiWithAndNoShellInItsProbes(PodCase pod) {
        PodSpec spec = pod.spec();
        Container container = spec.getContainers().get(0);

        assertThat(spec.getAutomountServiceAccountToken()).isFalse();
        assertThat(Chart.render(pod.set()).all(ServiceAccount.class))
                .allMatch(account -> Boolean.FALSE.equals(account.getAutomountServiceAccountToken()));
        assertThat(spec.getEnableServiceLinks()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getCommand()).isEmpty();
        assertThat(container.getArgs()).isEmpty();
        assertThat(List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .allMatch(probe -> probe.getExec() == null);
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(spec.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void pod_itsVolumes_areReadOnlyWhereNothingIsWrittenAndNeverASubPath(PodCase pod) {
        PodSpec spec = pod.spec();

        for (VolumeMount mount : spec.getContainers().get(0).getVolumeMounts()) {
            Volume volume = spec.getVolumes().stream()
                    .filter(candidate -> candidate.getName().equals(mount.getName()))
                    .findFirst()
                    .orElse(new Volume());
            boolean given = volume.getSecret() != null || volume.getConfigMap() != null;
            assertThat(mount.getSubPath()).as(mount.getName()).isNull();
            assertThat(mount.getSubPathExpr()).as(mount.getName()).isNull();
            assertThat(Boolean.TRUE.equals(mount.getReadOnly()))
                    .as(mount.getName())
                    .isEqualTo(given);
            if (volume.getSecret() != null) {
                assertThat(volume.getSecret().getDefaultMode())
                        .as(mount.getName())
                        .isEqualTo(0440);
            }
            if (volume.getEmptyDir() != null) {
                assertThat(volume.getEmptyDir().getSizeLimit())
                        .as(mount.getName())
                        .isNotNull();
            }
        }
        assertThat(spec.getVolumes().stream()
                        .filter(volume -> volume.getName().equals("run"))
                        .toList())
                .singleElement()
                .satisfies(
                        volume -> assertThat(volume.getEmptyDir().getMedium()).isEqualTo("Memory"));
    }
}
