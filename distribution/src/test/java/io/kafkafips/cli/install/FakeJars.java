package io.kafkafips.cli.install;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Folders laid out as a Kafka and as a bundle, with jars of a class or two: an installation looks at names, packages and digests only. */
final class FakeJars {
    private FakeJars() {}

    /** The libs and config of a Kafka. */
    static Path kafka(Path folder, String version) {
        write(folder.resolve("config/server.properties"), "node.id=1\n");
        jar(
                folder.resolve("libs/kafka-clients-" + version + ".jar"),
                Map.of(
                        "kafka/kafka-version.properties",
                        "version=" + version + "\n",
                        "org/apache/kafka/clients/Client.class",
                        version));
        jar(folder.resolve("libs/kafka_2.13-" + version + ".jar"), Map.of("kafka/Kafka.class", version));
        return folder;
    }

    /** The libs and config of a bundle. */
    static Path bundle(Path folder, String version, String moduleVersion) {
        jar(
                folder.resolve("libs/plugin-commons-" + version + ".jar"),
                Map.of("io/kafkafips/commons/Commons.class", version));
        jar(
                folder.resolve("libs/plugin-ssl-engine-" + version + ".jar"),
                Map.of("io/kafkafips/ssl/Engine.class", version));
        jar(
                folder.resolve("libs/bc-fips-" + moduleVersion + ".jar"),
                Map.of("org/bouncycastle/crypto/Module.class", moduleVersion));
        for (String release : new String[] {"17", "21", "25"}) {
            write(folder.resolve("config/java.security." + release), "security.provider.1=" + version + "\n");
        }
        return folder;
    }

    /** A jar with these entries. */
    static Path jar(Path file, Map<String, String> entries) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                    ZipEntry header = new ZipEntry(entry.getKey());
                    header.setTime(0);
                    zip.putNextEntry(header);
                    zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
