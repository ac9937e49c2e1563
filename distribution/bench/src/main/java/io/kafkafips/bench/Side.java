package io.kafkafips.bench;

import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One of the TLS stacks that are compared, as Kafka settings and the flags of the JVM they need. */
public enum Side {
    /** Kafka's own factory on SunJSSE and SunJCE: what everybody runs. */
    SUN("org.apache.kafka.common.security.ssl.DefaultSslEngineFactory", false),
    /** Kafka's own factory on BCJSSE and BCFIPS as they come. */
    STOCK("org.apache.kafka.common.security.ssl.DefaultSslEngineFactory", true),
    /** Our factory. */
    OURS("io.kafkafips.ssl.kafka.FipsSslEngineFactory", true);

    private final String factory;
    private final boolean fips;

    Side(String factory, boolean fips) {
        this.factory = factory;
        this.fips = fips;
    }

    String factory() {
        return factory;
    }

    /** Flags of a JVM of this side. */
    List<String> jvmFlags(Jdk jdk, Path folder) {
        return fips ? FipsJvm.flags(jdk, folder) : List.of();
    }

    /** The settings of a broker or client. */
    Map<String, String> settings(Path folder) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("ssl.engine.factory.class", factory);
        settings.put("ssl.client.auth", "required");
        if (fips) {
            settings.put("ssl.keystore.type", "BCFKS");
            settings.put("ssl.keystore.location", folder.resolve("node.bcfks").toString());
            settings.put("ssl.keystore.password", Material.PASSWORD);
            settings.put("ssl.key.password", Material.PASSWORD);
            settings.put("ssl.truststore.type", "BCFKS");
            settings.put(
                    "ssl.truststore.location", folder.resolve("trust.bcfks").toString());
            settings.put("ssl.truststore.password", Material.PASSWORD);
        } else {
            settings.put("ssl.keystore.type", "PEM");
            settings.put("ssl.keystore.location", folder.resolve("node.pem").toString());
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.location", folder.resolve("trust.pem").toString());
        }
        return settings;
    }
}
