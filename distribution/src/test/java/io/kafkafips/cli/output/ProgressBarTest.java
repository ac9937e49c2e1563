package io.kafkafips.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter terminal = new StringWriter();

    @Test
    void line_partOfTheWork_showsHowMuch() {
        try (ProgressBar bar = new ProgressBar(new PrintWriter(terminal), "bytes", 4 << 20)) {
            assertThat(bar.line(1 << 20)).isEqualTo("[#######.......................]  25 %  1.0 of 4.0 MiB");
            assertThat(bar.line(4 << 20)).contains("[##############################] 100 %");
        }
    }

    @Test
    void line_storeThatHasGrownMeanwhile_staysInItsPlace() {
        try (ProgressBar bar = new ProgressBar(new PrintWriter(terminal), "keys", 2)) {
            assertThat(bar.line(3)).isEqualTo("[##############################] 100 %  3 of 2 keys");
        }
    }

    @Test
    void close_leavesAnEmptyLine() {
        ProgressBar bar = new ProgressBar(new PrintWriter(terminal), "keys", 2);
        bar.accept(1);
        bar.close();

        assertThat(terminal.toString()).startsWith("\r[###").endsWith("\r" + " ".repeat(78) + "\r");
    }
}
