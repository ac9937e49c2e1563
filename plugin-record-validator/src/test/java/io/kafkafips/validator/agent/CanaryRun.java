package io.kafkafips.validator.agent;

import io.kafkafips.validator.report.Reports;

/** The canary on the {@code LogValidator} of this class's own loader; public for reflection across loaders. */
public final class CanaryRun {
    private CanaryRun() {}

    public static void run() throws ClassNotFoundException {
        ClassLoader loader = CanaryRun.class.getClassLoader();
        Class<?> logValidator = Class.forName(LogValidatorWeaver.CLASS_NAME, false, loader);
        RecordGate gate = RecordGate.bind(logValidator, new Limits(1 << 20, 1 << 20), new Reports());
        WovenCallSite.lead(loader, gate);
        new Canary(logValidator, gate).run();
    }
}
