package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.tiered.key.KeySettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * When and where uploads are spooled.
 *
 * @param directory exists, unless the temporary folder of the JVM does not
 * @param chosen whether the operator named the directory
 */
record SpoolSettings(SpoolMode mode, Path directory, boolean chosen) {
    static final String MODE_CONFIG = "spool.mode";
    static final String DIRECTORY_CONFIG = "spool.directory";
    static final String DIRECTORY = KeySettings.PREFIX + DIRECTORY_CONFIG;

    private static final String MODE_DOC =
            "Whether segments go to the delegate through an encrypted file: never; always; or auto, once the delegate has shown that"
                    + " it cannot read a segment that is encrypted while it is read, as with memory maps or java.io.File. The file"
                    + " holds ciphertext, is readable for the broker's user alone and is deleted after the upload.";
    private static final String DIRECTORY_DOC =
            "Where these files are made, in a folder of its own: absolute, on a disk with room for as many segments as are uploaded at"
                    + " a time (remote.log.manager.copier.thread.pool.size). Empty: the temporary folder of the JVM, which must not be"
                    + " in memory then.";

    /** Adds the options to those of the plug-in. */
    static ConfigDef define(ConfigDef options) {
        String[] modes =
                Arrays.stream(SpoolMode.values()).map(SpoolMode::setting).toArray(String[]::new);
        return options.define(
                        MODE_CONFIG,
                        ConfigDef.Type.STRING,
                        SpoolMode.AUTO.setting(),
                        ConfigDef.ValidString.in(modes),
                        Importance.LOW,
                        MODE_DOC)
                .define(DIRECTORY_CONFIG, ConfigDef.Type.STRING, "", Importance.LOW, DIRECTORY_DOC);
    }

    /**
     * Reads them.
     *
     * @throws ConfigException when the directory is no absolute path
     */
    static SpoolSettings of(AbstractConfig values) {
        String directory = values.getString(DIRECTORY_CONFIG);
        boolean chosen = !directory.isBlank();
        return new SpoolSettings(
                SpoolMode.of(values.getString(MODE_CONFIG)),
                chosen ? absolute(directory) : Path.of(System.getProperty("java.io.tmpdir")),
                chosen);
    }

    /** No spool. */
    static SpoolSettings never() {
        return new SpoolSettings(SpoolMode.NEVER, Path.of(System.getProperty("java.io.tmpdir")), false);
    }

    private static Path absolute(String directory) {
        try {
            Path path = Path.of(directory);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw refused(directory, e);
        }
        throw refused(directory, new IllegalArgumentException("it is relative"));
    }

    static ConfigException refused(Object seen, Throwable cause) {
        return Refusal.setting(
                DIRECTORY,
                seen,
                "an absolute path of a directory that the broker may write to",
                DIRECTORY + "=/var/lib/kafka-spool",
                cause);
    }
}
