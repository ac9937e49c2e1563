package io.kafkafips.validator.agent;

import io.kafkafips.commons.config.Versions;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a broker that would run without validation: three lines on the console and exit status 78. The JVM is halted, since an
 * exception from an agent ends in an abort with a core dump, and one from a class transformer is swallowed.
 */
@PrintsToTheConsole
final class BrokerStop {
    /** {@code EX_CONFIG} of sysexits.h. */
    static final int STATUS = 78;

    private BrokerStop() {}

    static void halt(Throwable cause) {
        System.err.println(message(cause));
        System.err.flush();
        Runtime.getRuntime().halt(STATUS);
    }

    static String message(Throwable cause) {
        boolean isSetting = cause instanceof ConfigException;
        String what = isSetting
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getSimpleName() + ": " + cause.getMessage() + reason(cause.getCause());
        String remedy = isSetting
                ? "Mend the setting, or remove -javaagent:<this jar> to run WITHOUT record validation."
                : "Use a version of this product that supports this Kafka, or remove -javaagent:<this jar> to run WITHOUT record"
                        + " validation.";
        return String.join(
                System.lineSeparator(),
                "*** plugin-record-validator REFUSES TO START THIS BROKER: record validation cannot be enforced on Kafka "
                        + Versions.kafka(),
                "*** cause: " + what.replaceAll("\\s*\\R\\s*", " "),
                "*** " + remedy);
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "" : " (" + cause + ")";
    }
}
