package io.kafkafips.validator.agent;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.ValidationCounters;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The counters as JMX shows them. */
record RecordValidatorStatistics(LastGood<PolicySet> policies, ValidationCounters counters)
        implements RecordValidatorMBean {
    static final String OBJECT_NAME = "io.kafkafips:type=RecordValidator";

    void register() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            server.registerMBean(new StandardMBean(this, RecordValidatorMBean.class), new ObjectName(OBJECT_NAME));
        } catch (JMException e) {
            throw new IllegalStateException("JMX name " + OBJECT_NAME + " cannot be registered", e);
        }
    }

    @Override
    public String getPolicies() {
        return policies.current().toString();
    }

    @Override
    public long getValidatedRecords() {
        return counters.validatedRecords();
    }

    @Override
    public long getRejectedRecords() {
        return counters.rejectedRecords();
    }

    @Override
    public long getRejectedBatches() {
        return counters.rejectedBatches();
    }

    @Override
    public long getUnreadableBatches() {
        return counters.unreadableBatches();
    }

    @Override
    public long getRuleFailures() {
        return counters.ruleFailures();
    }

    @Override
    public long getDeferredBatches() {
        return counters.deferredBatches();
    }

    @Override
    public long getOverrunBatches() {
        return counters.overrunBatches();
    }
}
