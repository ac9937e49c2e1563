package io.kafkafips.validator.report;

import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.ObjectName;

/** A bean for each schema registry that is asked over a network; those in files have nothing to tell. For one thread at a time. */
final class RegistryBeans {
    private final Supplier<Map<String, SchemaRegistry>> registries;
    private final JmxBeans beans;
    private Map<String, SchemaRegistry> shown = Map.of();

    /** @param registries those in force, by name */
    RegistryBeans(Supplier<Map<String, SchemaRegistry>> registries, JmxBeans beans) {
        this.registries = registries;
        this.beans = beans;
    }

    /** Shows those in force, and no others. */
    void refresh() {
        Map<String, SchemaRegistry> now = new HashMap<>(registries.get());
        now.values().removeIf(registry -> registry.statistics().isEmpty());
        shown.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> beans.unregister(key(name)));
        now.forEach((name, registry) -> {
            if (!registry.equals(shown.get(name))) {
                beans.<RegistryMXBean>register(
                        key(name), new RegistryBean(() -> registry.statistics().orElseThrow()), RegistryMXBean.class);
            }
        });
        shown = now;
    }

    private static String key(String name) {
        return "name=registry,registry=" + ObjectName.quote(name);
    }
}
