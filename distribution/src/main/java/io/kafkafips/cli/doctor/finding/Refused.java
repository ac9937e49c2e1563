package io.kafkafips.cli.doctor.finding;

import org.apache.kafka.common.config.ConfigException;

/**
 * The words of a plug-in that refuses a setting, taken apart again.
 *
 * @param seen what was seen and what is expected
 * @param remedy the line that mends it
 */
public record Refused(String seen, String remedy) {
    private static final String REMEDY = ". Remedy: ";

    /** Takes the message apart. */
    public static Refused of(ConfigException refusal) {
        String message = String.valueOf(refusal.getMessage());
        int remedy = message.lastIndexOf(REMEDY);
        return remedy < 0
                ? new Refused(message, "correct the setting")
                : new Refused(message.substring(0, remedy), message.substring(remedy + REMEDY.length()));
    }
}
