package io.kafkafips.commons.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void setting_withAValue_saysKeyValueExpectationAndRemedy() {
        assertThat(Refusal.setting("ssl.keystore.type", "JKS", "BCFKS or PEM", "ssl.keystore.type=BCFKS"))
                .hasMessage("ssl.keystore.type=JKS is refused: expected BCFKS or PEM. Remedy: ssl.keystore.type=BCFKS");
    }

    @Test
    void setting_missing_saysSo() {
        assertThat(Refusal.setting("a.b", null, "a path", "a.b=/x"))
                .hasMessage("a.b is missing: expected a path. Remedy: a.b=/x");
    }

    @Test
    void setting_password_isHidden() {
        assertThat(Refusal.setting("p", new Password("s3cret"), "14 characters", "a longer one"))
                .hasMessageContaining("[hidden]")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void setting_longValueWithLineBreaks_staysOnOneShortLine() {
        assertThat(Refusal.setting("k", "a\nb" + "c".repeat(5000), "less", "k=a")
                        .getMessage())
                .hasSizeLessThan(300)
                .doesNotContain("\n");
    }

    @Test
    void setting_withACause_keepsItAndItsReason() {
        IOException cause = new IOException("no such disk");

        assertThat(Refusal.setting("k", "v", "a folder", "k=/x", cause))
                .hasCause(cause)
                .hasMessageContaining("(no such disk)");
    }
}
