package io.kafkafips.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
    private static final Path RUN = Path.of("unused");

    @Test
    void clusterId_absent_isRefused() {
        assertThatThrownBy(() -> new Launcher(Map.of(), RUN).clusterId())
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("CLUSTER_ID is not set");
    }

    @Test
    void formatOptions_words_areArguments() {
        assertThat(new Launcher(Map.of("FORMAT_OPTIONS", " --standalone  -f x "), RUN).formatOptions())
                .containsExactly("--standalone", "-f", "x");
        assertThat(new Launcher(Map.of(), RUN).formatOptions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http"})
    void healthPort_noPort_isRefused(String text) {
        assertThatThrownBy(() -> Launcher.healthPort(text))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("HEALTH_PORT is " + text);
    }

    @Test
    void healthPort_port_isTaken() {
        assertThat(Launcher.healthPort("8080")).isEqualTo(8080);
    }
}
