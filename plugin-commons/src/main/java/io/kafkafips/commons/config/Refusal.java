package io.kafkafips.commons.config;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The exception for a setting or a file that stops the start: one message with what was seen, what is expected and the line that
 * mends it. Values of type {@link Password} show as {@code [hidden]}; never pass a secret as a plain string.
 */
public final class Refusal {
    private static final int LONGEST_VALUE = 200;

    private Refusal() {}

    /**
     * A refused setting.
     *
     * @param key the key in {@code server.properties}
     * @param seen its value, {@code null} when it is missing
     * @param expected what would be accepted, and why where that is not plain
     * @param remedy the line that mends it
     */
    public static ConfigException setting(String key, @Nullable Object seen, String expected, String remedy) {
        return new ConfigException(words(key, seen, expected, remedy));
    }

    /** A refused setting with the failure behind it, as its cause. */
    public static ConfigException setting(
            String key, @Nullable Object seen, String expected, String remedy, Throwable cause) {
        ConfigException refusal = setting(key, seen, expected + " (" + reason(cause) + ")", remedy);
        refusal.initCause(cause);
        return refusal;
    }

    private static String words(String key, @Nullable Object seen, String expected, String remedy) {
        String value = seen == null ? " is missing" : "=" + shortened(String.valueOf(seen)) + " is refused";
        return key + value + ": expected " + expected + ". Remedy: " + remedy;
    }

    static String shortened(String value) {
        String oneLine = value.replaceAll("\\p{Cntrl}", " ");
        return oneLine.length() <= LONGEST_VALUE ? oneLine : oneLine.substring(0, LONGEST_VALUE) + "...";
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
