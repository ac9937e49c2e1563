package io.kafkafips.cli.validate;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlNode;
import io.kafkafips.validator.governance.GovernanceReader;
import io.kafkafips.validator.governance.TopicGovernance;
import io.kafkafips.validator.policy.PolicyFileReader;
import io.kafkafips.validator.policy.PolicyLoader;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import io.kafkafips.validator.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A policy file, loaded by what loads it in brokers and controllers.
 *
 * @param policies with their rules, ready
 * @param governance what it says of topics themselves, {@code null} when it says nothing
 */
record PolicyFile(PolicySet policies, @Nullable TopicGovernance governance) implements AutoCloseable {
    /**
     * Loads it.
     *
     * @throws CommandFailure for whatever a broker or a controller would refuse, with line and column
     */
    static PolicyFile open(Path file) {
        if (!Files.isReadable(file)) {
            throw CommandFailure.usage("--policy " + file + " cannot be read", "--policy <file that you can read>");
        }
        try {
            TopicGovernance governance = governance(file);
            RecordValidatorConfig config =
                    RecordValidatorConfig.of(Map.of(RecordValidatorConfig.POLICY_FILE_CONFIG, file.toString()));
            Rules rules = Rules.onClassPath(PolicyFile.class.getClassLoader());
            return new PolicyFile(
                    new PolicyLoader(config, rules).open(InstantSource.system()).current(), governance);
        } catch (YamlException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()), "mend that place");
        } catch (IOException e) {
            throw CommandFailure.usage("--policy " + file + " cannot be read", "--policy <file that you can read>", e);
        } catch (ConfigException e) {
            throw CommandFailure.refused(e, "mend that place");
        }
    }

    /** First, for a file that is no policy file at all is best told of by its reader. */
    private static @Nullable TopicGovernance governance(Path file) throws IOException, YamlException {
        YamlNode section = PolicyFileReader.governance(file.toString(), Files.readAllBytes(file));
        return section == null ? null : GovernanceReader.read(section);
    }

    @Override
    public void close() {
        policies.close();
    }
}
