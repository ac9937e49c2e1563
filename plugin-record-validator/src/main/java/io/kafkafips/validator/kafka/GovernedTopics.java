package io.kafkafips.validator.kafka;

import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.validator.governance.GovernanceFile;
import io.kafkafips.validator.governance.TopicChange;
import io.kafkafips.validator.governance.TopicGovernance.Review;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topic governance in force: what the policies of a controller ask. */
final class GovernedTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GovernedTopics.class);

    private final GovernanceFile file;

    private GovernedTopics(GovernanceFile file) {
        this.file = file;
    }

    /**
     * Reads the policy file.
     *
     * @param policy the class that Kafka has made
     * @param configs all settings of the controller
     * @throws org.apache.kafka.common.config.ConfigException stops the start
     */
    static GovernedTopics start(Class<?> policy, Map<String, ?> configs) {
        FipsRuntime.require(ValidatorGuard.PLUGIN);
        return open(policy, configs);
    }

    static GovernedTopics open(Class<?> policy, Map<String, ?> configs) {
        GovernanceFile file = GovernanceFile.open(RecordValidatorConfig.of(configs), InstantSource.system());
        LOG.info("{} enforces topic governance, in this order: {}", policy.getSimpleName(), file.current());
        return new GovernedTopics(file);
    }

    /** @throws PolicyViolationException with everything that is refused; Kafka shows it to who asked */
    void require(TopicChange change) {
        Review review = file.current().review(change);
        if (!review.warnings().isEmpty()) {
            LOG.warn(
                    "Topic governance would refuse the topic {}: {}. Remedy: have it changed, or mend the policy, before its mode is reject",
                    change.topic(),
                    String.join("; ", review.warnings()));
        }
        if (!review.violations().isEmpty()) {
            String violations = String.join("; ", review.violations());
            LOG.debug("Topic governance refuses the topic {}: {}", change.topic(), violations);
            throw new PolicyViolationException(
                    "Topic governance refuses the topic " + change.topic() + ": " + violations);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
