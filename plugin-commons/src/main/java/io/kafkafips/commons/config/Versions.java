package io.kafkafips.commons.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Which versions are running, for banners and reports. Stateless. */
public final class Versions {
    private static final String KAFKA = "/kafka/kafka-version.properties";

    private Versions() {}

    /** Of the jar that a class of ours comes from; of classes that are in none, {@code (development)}. */
    public static String of(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    /** Of Kafka's client jar, from its own file: the class that reads it has another package in Kafka 4.4. */
    public static String kafka() {
        try (@Nullable InputStream file = Versions.class.getResourceAsStream(KAFKA)) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown").strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
