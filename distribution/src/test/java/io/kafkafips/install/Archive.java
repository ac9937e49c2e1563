package io.kafkafips.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * The archives that this build made.
 *
 * @param folder where they are, with their checksums
 * @param version in their names
 */
record Archive(Path folder, String version) {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    static Archive built() {
        Properties properties = new Properties();
        try (var in = Archive.class.getResourceAsStream("/build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Archive(Checkout.root().resolve("distribution/target"), properties.getProperty("version"));
    }

    String name() {
        return "kafka-fips-plugins-" + version;
    }

    Path tarball() {
        return folder.resolve(name() + ".tar.gz");
    }

    /** Unpacks it below a folder, as {@code tar} does. */
    Path unpack(Path below) {
        CommandResult result =
                Command.run(List.of("tar", "-xzf", tarball().toString(), "-C", below.toString()), TIMEOUT);
        assertThat(result.exitCode()).as(result.output()).isZero();
        Path unpacked = below.resolve(name());
        assertThat(Files.isDirectory(unpacked)).isTrue();
        return unpacked;
    }
}
