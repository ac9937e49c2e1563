package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.WatchedFiles;
import io.kafkafips.validator.policy.PolicyFileReader.RegistryDefinition;
import io.kafkafips.validator.registry.RegistryConfig;
import io.kafkafips.validator.registry.SchemaRegistries;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * The schema registries of a policy file. One whose settings are the same in the next version of the file goes on, with all that it
 * has in memory. For one thread at a time.
 */
final class Registries implements AutoCloseable {
    private Map<String, Open> inForce = Map.of();

    private record Open(RegistryConfig config, SchemaRegistry registry) {}

    /** The registries of a file that is being loaded: in force once {@link #commit} is called, or closed again. */
    final class Loading {
        private final Map<String, Open> open = new HashMap<>();

        /** By name. */
        Map<String, SchemaRegistry> byName() {
            Map<String, SchemaRegistry> byName = new HashMap<>();
            open.forEach((name, registry) -> byName.put(name, registry.registry()));
            return byName;
        }

        private void add(RegistryDefinition definition, Path folder, WatchedFiles files) {
            try {
                RegistryConfig config = RegistryConfig.of(
                        definition.name(),
                        Settings.parse(new HiddenOptions(definition.options()), RegistryConfig.configDef())
                                .values());
                Open before = inForce.get(definition.name());
                // schemas in files are read anew: that is how a change of theirs is taken over
                open.put(
                        definition.name(),
                        before != null && !config.isFolder() && before.config().equals(config)
                                ? before
                                : new Open(
                                        config,
                                        SchemaRegistries.open(config, folder, path -> read(files, folder, path))));
            } catch (UncheckedIOException | ConfigException e) {
                throw definition.options().refused("a registry that can be opened", "mend that place", e);
            }
        }

        void commit() {
            inForce.values().stream()
                    .filter(before -> !open.containsValue(before))
                    .forEach(before -> before.registry().close());
            inForce = Map.copyOf(open);
        }

        void rollBack() {
            open.values().stream()
                    .filter(opened -> !inForce.containsValue(opened))
                    .forEach(opened -> opened.registry().close());
        }
    }

    /** Opens what is not open yet. */
    Loading load(List<RegistryDefinition> definitions, Path folder, WatchedFiles files) {
        Loading loading = new Loading();
        try {
            definitions.forEach(definition -> loading.add(definition, folder, files));
            return loading;
        } catch (RuntimeException | Error e) {
            loading.rollBack();
            throw e;
        }
    }

    /** Those in force, by name. */
    Map<String, SchemaRegistry> inForce() {
        Map<String, SchemaRegistry> byName = new HashMap<>();
        inForce.forEach((name, open) -> byName.put(name, open.registry()));
        return byName;
    }

    private static byte[] read(WatchedFiles files, Path folder, String path) {
        try {
            return files.read(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        inForce.values().forEach(open -> open.registry().close());
    }
}
