package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.tiered.key.KeyRef;
import io.kafkafips.tiered.key.KeyRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The names of the topic keys in a registry, even when files of some of them are damaged. Stateless. */
final class RegistryKeys {
    private RegistryKeys() {}

    static List<String> names(KeyRegistry registry) {
        try (Stream<Path> children = Files.list(registry.folder())) {
            return children.filter(Files::isDirectory)
                    .map(child -> String.valueOf(child.getFileName()))
                    .filter(KeyRef::isName)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw CommandFailure.usage(
                    registry.folder() + " cannot be read", "--registry <folder that you can read>", e);
        }
    }
}
