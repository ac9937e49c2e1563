package io.kafkafips.validator.report;

import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.validator.policy.BatchVerdict;
import io.kafkafips.validator.policy.BatchVerdict.RuleNote;
import io.kafkafips.validator.policy.BatchVerdict.RuleTime;
import io.kafkafips.validator.policy.RuleFailure;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.policy.ValidationDeferred;
import io.kafkafips.validator.policy.ValidationListener;
import java.time.Duration;
import java.util.function.BiConsumer;
import javax.management.ObjectName;

/**
 * The JMX beans of the domain {@value JmxBeans#DOMAIN} with {@code type=RecordValidator}:
 *
 * <pre>{@code
 * name=all                                   BatchCountsMXBean
 * name=topic,topic="<topic>"                 BatchCountsMXBean, name=other-topics
 * name=policy,policy="<policy>"              BatchCountsMXBean, name=other-policies
 * name=principal,principal="<principal>"     BatchCountsMXBean, name=other-principals
 * name=rule,policy="<policy>",rule="<rule>"  RuleCountsMXBean,  name=other-rules
 * }</pre>
 *
 * <p>A batch costs a lookup and two additions for each of the four kinds of counts, and one object. Thread-safe.
 */
public final class ValidationMetrics implements ValidationListener {
    static final int MOST_TOPICS = 1000;
    static final int MOST_POLICIES = 1000;
    static final int MOST_PRINCIPALS = 200;
    static final int MOST_RULES = 2000;
    private static final Duration IDLE = Duration.ofHours(6);

    private final ClientSource clients;
    private final BatchCounts all = new BatchCounts();
    private final TallyFamily<String, BatchCounts> topics = family("topic", "other-topics", MOST_TOPICS);
    private final TallyFamily<String, BatchCounts> policies = family("policy", "other-policies", MOST_POLICIES);
    private final TallyFamily<PrincipalName, BatchCounts> principals = new TallyFamily<>(
            new TallyFamily.Kind<>(
                    "name=other-principals",
                    principal -> "name=principal,principal=" + ObjectName.quote(principal.text()),
                    BatchCounts::new,
                    ValidationMetrics::show),
            MOST_PRINCIPALS,
            IDLE);
    private final TallyFamily<RuleName, RuleCounts> rules = new TallyFamily<>(
            new TallyFamily.Kind<>(
                    "name=other-rules",
                    rule -> "name=rule,policy=" + ObjectName.quote(rule.policy()) + ",rule="
                            + ObjectName.quote(rule.rule()),
                    RuleCounts::new,
                    (beans, name, counts) -> beans.<RuleCountsMXBean>register(name, counts, RuleCountsMXBean.class)),
            MOST_RULES,
            IDLE);

    /** @param clients whose batches they are */
    public ValidationMetrics(ClientSource clients) {
        this.clients = clients;
    }

    private static TallyFamily<String, BatchCounts> family(String kind, String others, int most) {
        return new TallyFamily<>(
                new TallyFamily.Kind<>(
                        "name=" + others,
                        name -> "name=" + kind + "," + kind + "=" + ObjectName.quote(name),
                        BatchCounts::new,
                        ValidationMetrics::show),
                most,
                IDLE);
    }

    private static void show(JmxBeans beans, String name, BatchCounts counts) {
        beans.<BatchCountsMXBean>register(name, counts, BatchCountsMXBean.class);
    }

    @Override
    public void concluded(TopicMetadata topic, BatchVerdict verdict) {
        Outcome outcome = Outcome.of(verdict);
        all.add(outcome);
        topics.of(topic.topicPartition().topic()).add(outcome);
        policies.of(verdict.policy()).add(outcome);
        principals.of(PrincipalName.of(clients.current())).add(outcome);
        if (verdict.hasNotes()) {
            for (RuleNote note : verdict.notes()) {
                rule(verdict.policy(), note.rule().name()).add(note);
            }
        }
        for (RuleTime time : verdict.times()) {
            rule(verdict.policy(), time.rule().name()).add(time);
        }
    }

    private RuleCounts rule(String policy, String rule) {
        return rules.of(new RuleName(policy, rule));
    }

    @Override
    public void unreadable(TopicMetadata topic, String reason) {
        ended(topic, Ending.UNREADABLE);
    }

    @Override
    public void ruleFailure(TopicMetadata topic, RuleFailure failure) {
        ended(topic, Ending.RULE_FAILURE);
        policies.of(failure.policy()).add(Ending.RULE_FAILURE);
        rule(failure.policy(), failure.rule()).failed();
    }

    @Override
    public void deferred(TopicMetadata topic, ValidationDeferred deferral) {
        ended(topic, Ending.DEFERRED);
        policies.of(deferral.policy()).add(Ending.DEFERRED);
        rule(deferral.policy(), deferral.rule()).deferred();
    }

    @Override
    public void held(TopicMetadata topic, String policy) {
        ended(topic, Ending.DEFERRED);
        policies.of(policy).add(Ending.DEFERRED);
    }

    @Override
    public void overBudget(TopicMetadata topic, String reason) {
        ended(topic, Ending.OVER_BUDGET);
    }

    private void ended(TopicMetadata topic, Ending ending) {
        all.add(ending);
        topics.of(topic.topicPartition().topic()).add(ending);
        principals.of(PrincipalName.of(clients.current())).add(ending);
    }

    BatchCounts all() {
        return all;
    }

    void forEachRule(BiConsumer<RuleName, RuleCounts> action) {
        rules.forEach(action);
    }

    /** Shows what counts throughout. */
    void show(JmxBeans beans) {
        show(beans, "name=all", all);
    }

    /** Shows what has come since, and takes out what was idle; for one thread. */
    void sweep(long nowNanos, JmxBeans beans) {
        topics.sweep(nowNanos, beans);
        policies.sweep(nowNanos, beans);
        principals.sweep(nowNanos, beans);
        rules.sweep(nowNanos, beans);
    }
}
