package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.config.WatchedFiles;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.validator.policy.PolicyFileReader.PolicyFile;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** Makes the policies of a broker out of its settings, or of the policy file that they name. For one thread at a time. */
public final class PolicyLoader implements AutoCloseable {
    private final RecordValidatorConfig config;
    private final Rules rules;
    private final Registries registries = new Registries();

    public PolicyLoader(RecordValidatorConfig config, Rules rules) {
        this.config = config;
        this.rules = rules;
    }

    /**
     * Loads the policies, and goes on to do so when their files change.
     *
     * @param clock time of the loads
     * @throws org.apache.kafka.common.config.ConfigException for whatever cannot be used, with its place
     */
    public LastGood<PolicySet> open(InstantSource clock) {
        Path file = config.policyFile();
        try {
            return LastGood.open(
                    file == null ? "The validation policies" : "The validation policies of " + file, this::load, clock);
        } catch (IOException | YamlException e) {
            throw Refusal.setting(
                    RecordValidatorConfig.POLICY_FILE_CONFIG,
                    file,
                    "a policy file of version 1 in YAML",
                    "mend that place",
                    e);
        }
    }

    private PolicySet load(WatchedFiles files) throws IOException, YamlException {
        Path path = config.policyFile();
        if (path == null) {
            return rules.policies(
                    config.policies(),
                    policy -> new RuleSurroundings(policy.name(), Path.of("").toAbsolutePath(), files, Map.of()));
        }
        PolicyFile file = PolicyFileReader.read(path.toString(), files.read(path));
        Path folder = Objects.requireNonNull(path.getParent(), "of an absolute path");
        Registries.Loading opened = registries.load(file.registries(), folder, files);
        try {
            PolicySet policies = rules.policies(
                    file.policies(), policy -> new RuleSurroundings(policy.name(), folder, files, opened.byName()));
            opened.commit();
            return policies;
        } catch (RuntimeException | Error e) {
            opened.rollBack();
            throw e;
        }
    }

    /** The schema registries in force, by name. */
    public Map<String, SchemaRegistry> registries() {
        return registries.inForce();
    }

    /** Ends what the schema registries do in the background. */
    @Override
    public void close() {
        registries.close();
    }
}
