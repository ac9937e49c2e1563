package io.kafkafips.validator.agent;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The releases of Kafka whose {@code LogValidator} was tested, by SHA-256 of the class file: what the shape of a class does not show,
 * a change in what its code does, shows here.
 *
 * @param byVersion the fingerprint of each release
 */
record TestedKafkas(Properties byVersion) {
    private static final Logger LOG = LoggerFactory.getLogger(TestedKafkas.class);
    private static final String RESOURCE = "tested-kafkas.properties";

    static TestedKafkas load() {
        try (InputStream in = Objects.requireNonNull(TestedKafkas.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return new TestedKafkas(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Accepts the class file of a tested release.
     *
     * @param version of Kafka, for the message
     * @param refuses whether any other is refused, or warned of
     * @throws org.apache.kafka.common.config.ConfigException when it is refused
     */
    void require(byte[] classFile, String version, boolean refuses) {
        String fingerprint = fingerprint(classFile);
        if (byVersion.containsValue(fingerprint)) {
            return;
        }
        String seen = "the LogValidator of this Kafka " + version + " has the SHA-256 " + fingerprint;
        if (refuses) {
            throw Refusal.setting(
                    RecordValidatorConfig.UNTESTED_KAFKA_CONFIG,
                    RecordValidatorConfig.REFUSE,
                    "the class of one of Kafka " + String.join(", ", new TreeSet<>(byVersion.stringPropertyNames()))
                            + "; " + seen,
                    "a version of this product that was tested with it, or "
                            + RecordValidatorConfig.UNTESTED_KAFKA_CONFIG + "=" + RecordValidatorConfig.WARN
                            + " to rely on the self-test at start");
        }
        LOG.warn(
                "Record validation was not tested with this Kafka, {}; only the self-test at start speaks for it. Remedy: a version"
                        + " of this product that was tested with it",
                seen);
    }

    static String fingerprint(byte[] classFile) {
        try {
            return HexFormat.of().formatHex(FipsJca.sha256().digest(classFile));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The SHA-256 of LogValidator cannot be computed", e);
        }
    }
}
