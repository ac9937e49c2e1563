package io.kafkafips.cli;

import io.kafkafips.commons.config.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this product, the Kafka whose client it runs on, and Java. */
final class PrintedVersions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "kafka-fips " + Versions.of(KafkaFips.class),
            "Apache Kafka client " + Versions.kafka(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}
