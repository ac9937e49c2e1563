package io.kafkafips.validator.agent;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.commons.config.Versions;
import io.kafkafips.validator.policy.PolicyLoader;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import io.kafkafips.validator.policy.Rules;
import io.kafkafips.validator.report.Reports;
import io.kafkafips.validator.report.ValidationReporting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validation in force in this JVM: the join point is woven and was seen to work, and the policies are loaded.
 *
 * @param settings the settings {@code record.validation.*} it was started with
 */
record Enforcement(SortedMap<String, String> settings) {
    private static final Logger LOG = LoggerFactory.getLogger(Enforcement.class);

    /**
     * Puts validation in force, or throws.
     *
     * @throws org.apache.kafka.common.config.ConfigException for a setting that is refused
     * @throws JoinPointMissing when this Kafka is not known
     * @throws CanaryFailed when the woven code does not do what it must
     */
    static Enforcement start(
            Map<String, String> serverProperties,
            Instrumentation instrumentation,
            ClassLoader loader,
            Consumer<Throwable> stop) {
        RecordValidatorConfig config = RecordValidatorConfig.of(serverProperties);
        PolicyLoader policyLoader = new PolicyLoader(config, Rules.onClassPath(loader));
        LastGood<PolicySet> policies = policyLoader.open(InstantSource.system());
        Reports reports = new Reports();
        dryRun(loader, config);
        Class<?> logValidator = woven(instrumentation, loader, stop);
        RecordGate gate =
                RecordGate.bind(logValidator, new Limits(config.maxRecordBytes(), config.maxBatchBytes()), reports);
        WovenCallSite.lead(loader, gate);
        new Canary(logValidator, gate).run();
        // after the canary, which runs on code that is not compiled yet
        gate.limitTime(TimeBudget.ofMillis(config.batchBudgetMillis()));
        gate.enforce(policies.current());
        ValidationReporting reporting = report(serverProperties, policies, policyLoader, loader);
        reports.begin(reporting.listeners());
        new PolicyReload(policies, gate, config.reloadInterval(), reporting::policiesChanged).start();
        log(policies.current());
        return new Enforcement(RecordValidatorConfig.settings(serverProperties));
    }

    private static ValidationReporting report(
            Map<String, String> serverProperties,
            LastGood<PolicySet> policies,
            PolicyLoader policyLoader,
            ClassLoader loader) {
        ValidationReporting reporting = ValidationReporting.open(
                serverProperties,
                policies,
                policyLoader::registries,
                new RequestHandlers(loader, RequestHandlers.CLASS_NAME),
                ManagementFactory.getPlatformMBeanServer(),
                InstantSource.system());
        reporting.start();
        new TrailEnd(reporting::close).register();
        return reporting;
    }

    private static void log(PolicySet policies) {
        if (policies.isEmpty()) {
            LOG.info(
                    "Record validation is ready, but no policy is set ({}, {}): nothing is validated",
                    RecordValidatorConfig.POLICY_FILE_CONFIG,
                    RecordValidatorConfig.POLICIES_CONFIG);
        } else {
            LOG.info("Record validation is enforced by {} policies, first match first: {}", policies.size(), policies);
        }
    }

    private static Class<?> woven(Instrumentation instrumentation, ClassLoader loader, Consumer<Throwable> stop) {
        WeavingTransformer transformer = new WeavingTransformer(loader, stop);
        instrumentation.addTransformer(transformer, true);
        try {
            Class<?> logValidator = Class.forName(LogValidatorWeaver.CLASS_NAME, false, loader);
            if (!transformer.hasWoven()) {
                // another agent loaded it before
                instrumentation.retransformClasses(logValidator);
            }
            if (!transformer.hasWoven()) {
                throw new JoinPointMissing(LogValidatorWeaver.CLASS_NAME + " was loaded without being woven");
            }
            return logValidator;
        } catch (ClassNotFoundException | UnmodifiableClassException e) {
            throw new JoinPointMissing(LogValidatorWeaver.CLASS_NAME + " cannot be woven", e);
        }
    }

    /** Before anything is changed, so that a refusal is an exception here and not one within the transformer. */
    private static void dryRun(ClassLoader loader, RecordValidatorConfig config) {
        try (InputStream in = loader.getResourceAsStream(LogValidatorWeaver.INTERNAL_NAME + ".class")) {
            if (in == null) {
                throw new JoinPointMissing("class " + LogValidatorWeaver.CLASS_NAME + " is missing");
            }
            byte[] classFile = in.readAllBytes();
            TestedKafkas.load().require(classFile, Versions.kafka(), config.refusesUntestedKafka());
            @Nullable String unknownCalls = LogValidatorWeaver.weave(classFile).unknownCalls();
            if (unknownCalls != null) {
                LOG.warn(
                        "Record validation reads every batch twice, ahead of Kafka's own pass, since the class is not built as"
                                + " known: {}. Remedy: a version of this product that was tested with Kafka {}",
                        unknownCalls,
                        Versions.kafka());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
