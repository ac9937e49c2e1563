package io.kafkafips.helm;

import io.kafkafips.testkit.KafkaRuntime;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Kafka's own reading of {@code server.properties}: its list of settings, and all that {@code KafkaConfig} objects to. */
final class KafkaSettings implements AutoCloseable {
    private final URLClassLoader loader;

    KafkaSettings() throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(KafkaRuntime.resolve("4.3.1").libs())) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                jars.add(url(jar));
            }
        }
        // what the tests have comes first: kafka-clients, and the plug-ins
        this.loader = new URLClassLoader(jars.toArray(URL[]::new), KafkaSettings.class.getClassLoader());
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    Set<String> names() {
        try {
            Class<?> config = loader.loadClass("org.apache.kafka.server.config.AbstractKafkaConfig");
            return ((ConfigDef) config.getField("CONFIG_DEF").get(null)).names();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Throws what Kafka throws. */
    void check(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object unused = loader.loadClass("kafka.server.KafkaConfig")
                    .getMethod("fromProps", Properties.class)
                    .invoke(null, properties);
        } catch (InvocationTargetException e) {
            throw new ConfigException("Kafka refuses the settings: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
