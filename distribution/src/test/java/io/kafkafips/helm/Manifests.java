package io.kafkafips.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Kubernetes objects in the types of the Fabric8 client, and beside them those of cert-manager, for which there are none.
 *
 * @param typed what Kubernetes knows
 * @param others documents of other API groups
 */
record Manifests(List<HasMetadata> typed, List<Map<String, Object>> others) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/StatefulSet", StatefulSet.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    Manifests {
        typed = List.copyOf(typed);
        others = List.copyOf(others);
    }

    @SuppressWarnings("unchecked")
    static Manifests parse(String yaml) {
        List<HasMetadata> typed = new ArrayList<>();
        List<Map<String, Object>> others = new ArrayList<>();
        LoadSettings strict =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        for (Object document : new Load(strict).loadAllFromString(yaml)) {
            if (document != null) {
                Map<String, Object> map = (Map<String, Object>) document;
                Class<? extends HasMetadata> type = TYPES.get(map.get("apiVersion") + "/" + map.get("kind"));
                if (type == null) {
                    others.add(map);
                } else {
                    typed.add(JSON.convertValue(map, type));
                }
            }
        }
        return new Manifests(typed, others);
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return typed.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + type.getSimpleName() + " " + name));
    }

    /** The StatefulSet of a role, {@code broker} or {@code controller}. */
    StatefulSet nodes(String role) {
        return all(StatefulSet.class).stream()
                .filter(set -> set.getMetadata().getName().endsWith("-" + role))
                .findFirst()
                .orElseThrow();
    }

    PodTemplateSpec pod(String role) {
        return nodes(role).getSpec().getTemplate();
    }

    /** {@code server.properties} of a role as Kafka reads it: the ConfigMap, and over it what the launcher takes from the environment. */
    Map<String, String> settings(String role) {
        ConfigMap map = one(ConfigMap.class, nodes(role).getMetadata().getName());
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(map.getData().get("server.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.putAll(Environment.of(pod(role)).settings("0"));
        return settings;
    }
}
