package io.kafkafips.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPropertiesTest {
    @TempDir
    Path folder;

    @Test
    void of_fileAndEnvironment_environmentWins() throws IOException {
        Path file = Files.writeString(folder.resolve("mounted"), "node.id=1\nprocess.roles=broker\n");

        ServerProperties properties = ServerProperties.of(file, Map.of("node.id", "2"));

        assertThat(properties.get("node.id", "")).isEqualTo("2");
        assertThat(properties.get("process.roles", "")).isEqualTo("broker");
        assertThat(properties.get("log.dirs", "")).isEqualTo("/var/lib/kafka/data");
    }

    @Test
    void of_logDirsGiven_stay() {
        ServerProperties properties = ServerProperties.of(folder.resolve("absent"), Map.of("log.dirs", "/a,/b"));

        assertThat(properties.get("log.dirs", "")).isEqualTo("/a,/b");
    }

    @Test
    void of_nothing_isRefused() {
        assertThatThrownBy(() -> ServerProperties.of(folder.resolve("absent"), Map.of()))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("There are no settings");
    }

    @Test
    void hasRole_combinedNode_hasBoth() {
        ServerProperties properties =
                ServerProperties.of(folder.resolve("absent"), Map.of("process.roles", " broker, controller "));

        assertThat(properties.hasRole("broker")).isTrue();
        assertThat(properties.hasRole("controller")).isTrue();
        assertThat(properties.hasRole("role")).isFalse();
    }

    @Test
    void write_overAnEarlierFile_isReadableByItsOwnerAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("server.properties"), "stale=1");

        ServerProperties.of(folder.resolve("absent"), Map.of("ssl.key.password", "pässword=\\1"))
                .write(file);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
        }
        assertThat(read).containsEntry("ssl.key.password", "pässword=\\1").doesNotContainKey("stale");
    }
}
