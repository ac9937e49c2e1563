package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import io.kafkafips.tiered.testing.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreKeyServiceTest extends KeyServiceContract {
    @TempDir
    static Path folder;

    private static Path file;
    private static KeystoreKeyService service;

    @BeforeAll
    static void openKeystore() {
        file = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1", "kek-2");
        service = open(file, TestKeys.PASSWORD);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Override
    protected KeyService open() {
        return open(file, TestKeys.PASSWORD);
    }

    @Override
    protected KeyService service() {
        return service;
    }

    @Override
    protected String root() {
        return "kek-1";
    }

    @Override
    protected String otherRoot() {
        return "kek-2";
    }

    @Test
    void unwrap_ofAnyAlteredBit_isRefused() throws Exception {
        WrappedKey wrapped = service.generate("kek-1", CONTEXT).wrapped();

        for (int bit = 0; bit < wrapped.blob().length * 8; bit++) {
            byte[] altered = wrapped.blob();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatExceptionOfType(WrappedKeyRefusedException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> service.unwrap(new WrappedKey(WrapAlgorithm.AES_KWP, "kek-1", altered), CONTEXT));
        }
    }

    @Test
    void unwrap_ofABlobOfAManagementService_isDenied() {
        assertThatExceptionOfType(KeyDeniedException.class)
                .isThrownBy(
                        () -> service.unwrap(new WrappedKey(WrapAlgorithm.KMS_BLOB, "kek-1", new byte[40]), CONTEXT));
    }

    @Test
    void generate_underAnUnknownAlias_namesTheKnownOnesAndTheCommand() {
        assertThatThrownBy(() -> service.generate("kek-3", CONTEXT))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("[kek-1, kek-2]")
                .hasMessageContaining("keytool -genseckey");
    }

    @Test
    void describe_ofAKey_saysWhereItIs() throws Exception {
        assertThat(service.describe("kek-2")).isEqualTo(new KeyDescription("kek-2", "AES-256", file.toString()));
    }

    @Test
    void health_afterAKeyWasAdded_makesItUsable() throws Exception {
        Path own = Files.copy(file, folder.resolve("own.bcfks"));
        KeystoreKeyService followed = open(own, TestKeys.PASSWORD);
        WrappedKey before = followed.generate("kek-1", CONTEXT).wrapped();
        TestKeys.add(own, "kek-3");

        followed.health();
        followed.health();

        assertThat(followed.aliases()).containsExactly("kek-1", "kek-2", "kek-3");
        assertThat(followed.unwrap(followed.generate("kek-3", CONTEXT).wrapped(), CONTEXT)
                        .isDestroyed())
                .isFalse();
        assertThat(followed.unwrap(before, CONTEXT).isDestroyed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100})
    void health_ofAFileThatIsGoneOrCut_isBadAndTheKeysStayUsable(int length) throws Exception {
        Path own = Files.copy(file, folder.resolve("cut" + length + ".bcfks"));
        KeystoreKeyService followed = open(own, TestKeys.PASSWORD);
        WrappedKey wrapped = followed.generate("kek-1", CONTEXT).wrapped();
        byte[] whole = Files.readAllBytes(own);
        Files.delete(own);
        if (length >= 0) {
            Files.write(own, Arrays.copyOf(whole, length));
        }

        followed.health();
        KeyServiceHealth health = followed.health();

        assertThat(health.healthy()).isFalse();
        assertThat(health.detail()).isNotBlank().doesNotContain(TestKeys.PASSWORD);
        assertThat(followed.unwrap(wrapped, CONTEXT).isDestroyed()).isFalse();
        Files.write(own, whole);
        followed.health();
        assertThat(followed.health()).isEqualTo(KeyServiceHealth.GOOD);
    }

    @Test
    void open_ofAKeyOf128Bits_leavesItAlone() {
        Path weak = TestKeys.write(folder.resolve("weak.bcfks"), 128, "weak");

        KeystoreKeyService opened = open(weak, TestKeys.PASSWORD);

        assertThat(opened.aliases()).isEmpty();
    }

    @Test
    void open_ofAMissingFile_namesTheSettingAndTheRemedy() {
        assertThatThrownBy(() -> open(folder.resolve("none"), TestKeys.PASSWORD))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.keystore.location")
                .hasMessageContaining("keytool -genseckey");
    }

    @Test
    void open_withAWrongPassword_namesThePasswordAndHidesIt() {
        assertThatThrownBy(() -> open(file, "another password of tests"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.keystore.password=[hidden]")
                .hasMessageNotContaining("another");
    }

    @Test
    void open_ofAFileOfAnotherFormat_namesTheFormat() throws Exception {
        Path text = Files.writeString(folder.resolve("keys.txt"), "no keystore at all");

        assertThatThrownBy(() -> open(text, TestKeys.PASSWORD))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.keystore.location")
                .hasMessageContaining("BCFKS");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"thirteenchars"})
    void settings_withoutAUsablePassword_areRefused(String password) {
        assertThatThrownBy(() -> KeystoreSettings.of("/keys.bcfks", password == null ? null : new Password(password)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.keystore.password")
                .hasMessageNotContaining("thirteenchars");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void settings_withoutALocation_areRefused(String location) {
        assertThatThrownBy(() -> KeystoreSettings.of(location, new Password(TestKeys.PASSWORD)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.keystore.location");
    }

    @Test
    void provider_ofTheEmbeddedName_opensTheKeystore() throws Exception {
        try (KeyService opened = KeyServices.open(Map.of(
                "keys.keystore.location",
                file.toString(),
                "keys.keystore.password",
                new Password(TestKeys.PASSWORD)))) {
            assertThat(opened.describe("kek-1").origin()).isEqualTo(file.toString());
        }
    }

    @Test
    void provider_ofAnUnknownName_listsTheKnownOnes() {
        assertThatThrownBy(() -> KeyServices.open(Map.of("keys.provider", "abacus")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.provider=abacus")
                .hasMessageContaining("[keystore]");
    }

    private static KeystoreKeyService open(Path location, String password) {
        return KeystoreKeyService.open(
                KeystoreSettings.of(location.toString(), new Password(password)), InstantSource.system());
    }
}
