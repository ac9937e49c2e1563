package io.kafkafips.cli.install;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An Apache Kafka, laid out as its tarball.
 *
 * @param folder with {@code libs} and {@code config}
 * @param version of its client jar, by what is written in that jar
 */
record KafkaHome(Path folder, String version) {
    private static final String VERSION_FILE = "kafka/kafka-version.properties";
    private static final String REMEDY = "--kafka <folder of an Apache Kafka, with bin, config and libs>";
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\..*");
    private static final int LAST_MINOR_OF_3 = 9;
    private static final int LAST_MINOR_OF_4 = 4;

    /** The Kafka in a folder. */
    static KafkaHome of(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        Path libs = home.resolve("libs");
        if (!Files.isDirectory(libs)) {
            throw CommandFailure.usage(home + " has no folder libs", REMEDY);
        }
        List<Path> clients = jars(libs).filter(KafkaHome::isClient).toList();
        if (clients.size() != 1) {
            throw CommandFailure.usage(
                    libs + " has " + clients.size() + " jars kafka-clients-<version>.jar where a Kafka has one",
                    REMEDY);
        }
        if (jars(libs).noneMatch(KafkaHome::isBroker)) {
            throw CommandFailure.usage(libs + " has no jar kafka_<scala>-<version>.jar: that is no broker", REMEDY);
        }
        return new KafkaHome(home, versionOf(clients.get(0)));
    }

    Path libs() {
        return folder.resolve("libs");
    }

    /** The jars in {@code libs}, by name. */
    List<Path> jars() {
        return jars(libs()).toList();
    }

    /** Whether the plug-ins were tried on this release. */
    boolean isSupported() {
        Matcher matcher = RELEASE.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        return (major == 3 && minor == LAST_MINOR_OF_3) || (major == 4 && minor <= LAST_MINOR_OF_4);
    }

    private static Stream<Path> jars(Path libs) {
        try (Stream<Path> files = Files.list(libs)) {
            return files.filter(file -> nameOf(file).endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw CommandFailure.usage(libs + " cannot be read", "a user who may read and write it", e);
        }
    }

    private static boolean isClient(Path jar) {
        return nameOf(jar).matches("kafka-clients-\\d.*(?<!-(sources|javadoc|test))\\.jar");
    }

    private static boolean isBroker(Path jar) {
        return nameOf(jar).matches("kafka_2\\.\\d+-\\d.*\\.jar");
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String versionOf(Path clientJar) {
        try (ZipFile zip = new ZipFile(clientJar.toFile())) {
            ZipEntry entry = zip.getEntry(VERSION_FILE);
            Properties properties = new Properties();
            if (entry != null) {
                try (InputStream in = zip.getInputStream(entry)) {
                    properties.load(in);
                }
            }
            return properties.getProperty("version", "unknown").strip();
        } catch (IOException e) {
            throw CommandFailure.usage(clientJar + " is no jar that can be read", REMEDY, e);
        }
    }
}
