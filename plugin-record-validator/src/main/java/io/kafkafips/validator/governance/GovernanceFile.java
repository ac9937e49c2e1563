package io.kafkafips.validator.governance;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.config.WatchedFiles;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlNode;
import io.kafkafips.validator.policy.PolicyFileReader;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The topic governance of a policy file, looked at by a thread of its own: the thread that asks is a controller's only one. What
 * cannot be used leaves the last good one in force. Thread-safe.
 */
public final class GovernanceFile implements AutoCloseable {
    private final LastGood<TopicGovernance> governance;
    private final Duration interval;
    private final Thread thread;

    private GovernanceFile(LastGood<TopicGovernance> governance, Duration interval) {
        this.governance = governance;
        this.interval = interval;
        this.thread = new Thread(this::follow, "topic-governance");
        thread.setDaemon(true);
    }

    /**
     * Loads it, and begins to follow the file.
     *
     * @throws org.apache.kafka.common.config.ConfigException for whatever cannot be used, with its place
     */
    public static GovernanceFile open(RecordValidatorConfig config, InstantSource clock) {
        Path file = config.policyFile();
        if (file == null) {
            throw Refusal.setting(
                    RecordValidatorConfig.POLICY_FILE_CONFIG,
                    null,
                    "the policy file that has " + PolicyFileReader.GOVERNANCE + ":",
                    RecordValidatorConfig.POLICY_FILE_CONFIG + "=/etc/kafka/policy.yaml");
        }
        try {
            LastGood<TopicGovernance> governance =
                    LastGood.open("The topic governance of " + file, files -> load(file, files), clock);
            GovernanceFile opened = new GovernanceFile(governance, config.reloadInterval());
            opened.thread.start();
            return opened;
        } catch (IOException | YamlException e) {
            throw Refusal.setting(
                    RecordValidatorConfig.POLICY_FILE_CONFIG,
                    file,
                    "a policy file of version 1 in YAML with " + PolicyFileReader.GOVERNANCE + ":",
                    "mend that place",
                    e);
        }
    }

    private static TopicGovernance load(Path file, WatchedFiles files) throws IOException, YamlException {
        YamlNode section = PolicyFileReader.governance(file.toString(), files.read(file));
        if (section == null) {
            throw Refusal.setting(
                    PolicyFileReader.GOVERNANCE,
                    null,
                    "a list of entries in " + file,
                    PolicyFileReader.GOVERNANCE + ": []");
        }
        return GovernanceReader.read(section);
    }

    private void follow() {
        try {
            while (true) {
                Thread.sleep(interval.toMillis());
                governance.poll(state -> {});
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is in force. */
    public TopicGovernance current() {
        return governance.current();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
