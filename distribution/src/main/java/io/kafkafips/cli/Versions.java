package io.kafkafips.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this product, the Kafka whose client it runs on, and Java. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = KafkaFips.class.getPackage().getImplementationVersion();
        return new String[] {
            "kafka-fips " + (own == null ? "(development)" : own),
            "Apache Kafka client " + kafka(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }

    private static String kafka() {
        try (InputStream file = Versions.class.getResourceAsStream("/kafka/kafka-version.properties")) {
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
