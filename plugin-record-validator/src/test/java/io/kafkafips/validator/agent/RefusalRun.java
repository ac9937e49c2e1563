package io.kafkafips.validator.agent;

import io.kafkafips.validator.report.Reports;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a producer is told of a batch that both the canary's rule and Kafka itself refuse, for its timestamps; public for reflection
 * across loaders.
 */
public final class RefusalRun {
    private RefusalRun() {}

    /**
     * What the producer is told of each.
     *
     * @param trials of each: resource, codec of the batch, codec of the topic
     */
    public static List<String> run(List<String> trials) throws ReflectiveOperationException {
        ClassLoader loader = RefusalRun.class.getClassLoader();
        Class<?> logValidator = Class.forName(LogValidatorWeaver.CLASS_NAME, false, loader);
        RecordGate gate = RecordGate.bind(logValidator, new Limits(1 << 20, 1 << 20), new Reports());
        WovenCallSite.lead(loader, gate);
        gate.enforce(new CanaryRule(true).everywhere());
        List<String> told = new ArrayList<>();
        for (String trial : trials) {
            told.add(refusal(new LogValidatorDriver(logValidator, 1), trial));
        }
        return told;
    }

    private static String refusal(LogValidatorDriver driver, String trial) throws ReflectiveOperationException {
        String[] words = trial.split(" ", -1);
        try {
            driver.validate(words[0], words[1], words[2], "CLIENT");
            return "accepted";
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getTargetException();
            if (thrown instanceof Error error) {
                throw error;
            }
            Object invalid = thrown.getClass().getMethod("invalidException").invoke(thrown);
            StringBuilder told = new StringBuilder(invalid.getClass().getSimpleName());
            for (Object error :
                    (List<?>) thrown.getClass().getMethod("recordErrors").invoke(thrown)) {
                told.append("\n").append(error.getClass().getField("batchIndex").get(error));
                told.append(" ").append(error.getClass().getField("message").get(error));
            }
            return told.toString();
        }
    }
}
