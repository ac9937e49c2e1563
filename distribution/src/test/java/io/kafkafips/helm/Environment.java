package io.kafkafips.helm;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The environment of the one container of a pod, as the kubelet sets it. */
final class Environment {
    private final Container container;
    private final String podNamePrefix;

    private Environment(Container container, String podNamePrefix) {
        this.container = container;
        this.podNamePrefix = podNamePrefix;
    }

    static Environment of(PodTemplateSpec pod) {
        return new Environment(
                pod.getSpec().getContainers().get(0),
                pod.getMetadata().getLabels().get("app.kubernetes.io/component"));
    }

    /** All variables of the pod with that index; a later one may use earlier ones as {@code $(NAME)}. */
    Map<String, String> of(String index) {
        Map<String, String> values = new LinkedHashMap<>();
        for (EnvVar variable : container.getEnv()) {
            String value = variable.getValueFrom() == null ? variable.getValue() : field(variable, index);
            for (Map.Entry<String, String> known : values.entrySet()) {
                value = value.replace("$(" + known.getKey() + ")", known.getValue());
            }
            values.put(variable.getName(), value);
        }
        return values;
    }

    private String field(EnvVar variable, String index) {
        String path = variable.getValueFrom().getFieldRef().getFieldPath();
        return switch (path) {
            case "metadata.name" -> podNamePrefix + "-" + index;
            case "metadata.labels['apps.kubernetes.io/pod-index']" -> index;
            default -> "zone-a";
        };
    }

    /** What the launcher of the image makes of {@code KAFKA_NODE_ID} and the like. */
    Map<String, String> settings(String index) {
        Map<String, String> settings = new TreeMap<>();
        of(index).forEach((name, value) -> {
            if (name.startsWith("KAFKA_")) {
                settings.put(
                        name.substring("KAFKA_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        return settings;
    }
}
