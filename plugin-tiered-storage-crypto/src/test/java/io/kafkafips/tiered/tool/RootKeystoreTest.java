package io.kafkafips.tiered.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.key.KeystoreSettings;
import io.kafkafips.tiered.testing.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeystoreTest {
    @TempDir
    private Path folder;

    @Test
    void create_newAndOld_keepsWhatIsThere() throws Exception {
        KeystoreSettings settings = settings("roots.bcfks", TestKeys.PASSWORD);
        RootKeystore first = RootKeystore.open(settings);
        first.create("one");
        RootKeystore second = RootKeystore.open(settings);
        second.create("two");

        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        assertThat(RootKeystore.open(settings).aliases()).containsExactly("one", "two");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void open_wrongPasswordOrForeignFile_isRefused() throws Exception {
        TestKeys.write(folder.resolve("roots.bcfks"), "one");
        Files.writeString(folder.resolve("foreign"), "no keystore");

        assertThatThrownBy(() -> RootKeystore.open(settings("roots.bcfks", "another long password")))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("another long password");
        assertThatThrownBy(() -> RootKeystore.open(settings("foreign", TestKeys.PASSWORD)))
                .isInstanceOf(ConfigException.class);
    }

    private KeystoreSettings settings(String file, String password) {
        return KeystoreSettings.of(folder.resolve(file).toString(), new Password(password));
    }
}
