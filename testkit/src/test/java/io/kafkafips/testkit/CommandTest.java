package io.kafkafips.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void run_commandThatFails_givesItsOutputAndExitCode() {
        CommandResult result = Command.run(
                List.of("sh", "-c", "cat; echo \"$WORD\"; echo err >&2; exit 3"),
                Map.of("WORD", "env"),
                "in\n",
                TIMEOUT);

        assertThat(result).isEqualTo(new CommandResult(3, "in\nenv\nerr\n"));
    }

    @Test
    void run_commandThatHangs_isKilledAndNamed() {
        long before = ProcessHandle.current().children().count();

        assertThatThrownBy(() -> Command.run(List.of("sleep", "600"), Duration.ofMillis(200)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sleep, 600");

        assertThat(ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .count())
                .isLessThanOrEqualTo(before);
    }
}
