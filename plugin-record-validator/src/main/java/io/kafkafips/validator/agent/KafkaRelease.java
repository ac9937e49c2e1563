package io.kafkafips.validator.agent;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of Kafka in this JVM, as its own jar says. */
final class KafkaRelease {
    private static final String UNKNOWN = "of unknown version";

    private KafkaRelease() {}

    static String ofBroker() {
        try (InputStream in = ClassLoader.getSystemResourceAsStream("kafka/kafka-version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
