package io.kafkafips.cli.settings;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads properties files as Kafka does. Their content may be secret: no message has any of it. */
public final class PropertiesFiles {
    private PropertiesFiles() {}

    /**
     * The settings of a file.
     *
     * @param option which option named the file, for the message
     * @throws CommandFailure when it cannot be read
     */
    public static Map<String, String> read(Path file, String option) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw CommandFailure.usage(
                    option + " " + file + " cannot be read", option + " <properties file that you can read>", e);
        } catch (IllegalArgumentException e) {
            // the message of Properties may quote the line
            throw CommandFailure.usage(
                    option + " " + file + " has a malformed escape sequence", "write a backslash as \\\\");
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }
}
