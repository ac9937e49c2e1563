package io.kafkafips.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void text_whatATerminalWouldObey_isEscaped() {
        assertThat(Visible.text("a\u001b[2J\r\nb\u202e\u200b\u0007"))
                .isEqualTo("a\\u001b[2J\\u000d\\u000ab\\u202e\\u200b\\u0007");
    }

    @Test
    void text_lettersOfAnyLanguage_stay() {
        assertThat(Visible.text("Größe 数 a b")).isEqualTo("Größe 数 a b");
    }
}
