package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.config.WatchedFiles;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the rules of a policy are given of their surroundings.
 *
 * @param policy name of the policy
 * @param folder what paths are relative to
 * @param files reads them
 * @param registries by name
 */
record RuleSurroundings(String policy, Path folder, WatchedFiles files, Map<String, SchemaRegistry> registries) {

    RuleContext of(RecordPart part, String rule) {
        return new Context(part, rule, this);
    }

    private record Context(RecordPart part, String rule, RuleSurroundings surroundings) implements RuleContext {
        @Override
        public String policy() {
            return surroundings.policy();
        }

        @Override
        public byte[] file(String path) {
            try {
                return surroundings.files().read(surroundings.folder().resolve(path));
            } catch (IOException | InvalidPathException e) {
                throw Refusal.setting(
                        "file", path, "a readable file", "mend the path, relative to " + surroundings.folder(), e);
            }
        }

        @Override
        public SchemaRegistry registry(String name) {
            SchemaRegistry registry = surroundings.registries().get(name);
            if (registry == null) {
                throw Refusal.setting(
                        "registry",
                        name,
                        "one of the registries of the policy file, "
                                + new TreeSet<>(surroundings.registries().keySet()),
                        "correct the name, or add the registry under registries:");
            }
            return registry;
        }
    }
}
