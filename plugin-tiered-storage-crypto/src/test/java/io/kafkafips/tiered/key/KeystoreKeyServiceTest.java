package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import io.kafkafips.tiered.testing.TestKeys;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreKeyServiceTest {
    private static final KeyContext CONTEXT =
            new KeyContext(new SegmentIdentity(new Uuid(1, 2), 0, new Uuid(3, 4)), "accounts");

    @TempDir
    static Path folder;

    private static Path file;
    private static KeystoreKeyService service;

    @BeforeAll
    static void open() {
        file = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1", "kek-2");
        service = KeystoreKeyService.open(settings(file, TestKeys.PASSWORD));
    }

    @Test
    void unwrap_ofAGeneratedKey_returnsIt() throws Exception {
        GeneratedKey generated = service.generate("kek-1", CONTEXT);

        DataKey unwrapped = service.unwrap(generated.wrapped(), CONTEXT);

        assertThat(unwrapped.getEncoded())
                .isEqualTo(generated.dek().getEncoded())
                .hasSize(32);
        assertThat(generated.wrapped().blob()).hasSize(40);
        assertThat(generated.wrapped().keyRef()).isEqualTo("kek-1");
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

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 39, 41, 48})
    void unwrap_ofABlobOfAnotherLength_isRefused(int length) {
        assertThatExceptionOfType(WrappedKeyRefusedException.class)
                .isThrownBy(() ->
                        service.unwrap(new WrappedKey(WrapAlgorithm.AES_KWP, "kek-1", new byte[length]), CONTEXT));
    }

    @Test
    void unwrap_underAnotherKey_isRefused() throws Exception {
        WrappedKey wrapped = service.generate("kek-1", CONTEXT).wrapped();

        assertThatExceptionOfType(WrappedKeyRefusedException.class)
                .isThrownBy(
                        () -> service.unwrap(new WrappedKey(WrapAlgorithm.AES_KWP, "kek-2", wrapped.blob()), CONTEXT));
    }

    @Test
    void unwrap_ofABlobOfAManagementService_isDenied() {
        assertThatExceptionOfType(KeyDeniedException.class)
                .isThrownBy(
                        () -> service.unwrap(new WrappedKey(WrapAlgorithm.KMS_BLOB, "kek-1", new byte[40]), CONTEXT));
    }

    @Test
    void generate_underAnUnknownAlias_namesTheKnownOnes() {
        assertThatThrownBy(() -> service.generate("kek-3", CONTEXT))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("kek-3")
                .hasMessageContaining("[kek-1, kek-2]");
    }

    @Test
    void generate_manyTimes_neverRepeatsAKey() throws Exception {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            keys.add(java.util.HexFormat.of()
                    .formatHex(service.generate("kek-1", CONTEXT).dek().getEncoded()));
        }

        assertThat(keys).hasSize(100);
    }

    @Test
    void describe_ofAKey_saysWhereItIs() throws Exception {
        assertThat(service.describe("kek-2")).isEqualTo(new KeyDescription("kek-2", "AES-256", file.toString()));
    }

    @Test
    void open_ofAKeyOf128Bits_leavesItAlone() {
        Path weak = TestKeys.write(folder.resolve("weak.bcfks"), 128, "weak");

        KeystoreKeyService opened = KeystoreKeyService.open(settings(weak, TestKeys.PASSWORD));

        assertThat(opened.keyRefs()).isEmpty();
    }

    @Test
    void open_ofAMissingFile_namesTheSettingAndTheRemedy() {
        assertThatThrownBy(() -> KeystoreKeyService.open(settings(folder.resolve("none"), TestKeys.PASSWORD)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.keystore.location")
                .hasMessageContaining("keytool -genseckey");
    }

    @Test
    void open_withAWrongPassword_namesThePasswordAndHidesIt() {
        assertThatThrownBy(() -> KeystoreKeyService.open(settings(file, "another password of tests")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.keystore.password=[hidden]")
                .hasMessageNotContaining("another");
    }

    @Test
    void open_ofAFileOfAnotherFormat_namesTheFormat() throws Exception {
        Path text = Files.writeString(folder.resolve("keys.txt"), "no keystore at all");

        assertThatThrownBy(() -> KeystoreKeyService.open(settings(text, TestKeys.PASSWORD)))
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
    void destroy_ofADataKey_overwritesIt() throws Exception {
        DataKey dek = service.generate("kek-1", CONTEXT).dek();
        DataKey copy = dek.copy().orElseThrow();

        dek.destroy();

        assertThat(dek.isDestroyed()).isTrue();
        assertThat(dek.copy()).isEmpty();
        assertThatThrownBy(dek::getEncoded).isInstanceOf(IllegalStateException.class);
        assertThat(copy.getEncoded()).isNotEqualTo(new byte[32]);
    }

    @Test
    void serialisation_ofADataKey_isRefused() throws Exception {
        DataKey dek = service.generate("kek-1", CONTEXT).dek();
        ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream());

        assertThatExceptionOfType(NotSerializableException.class).isThrownBy(() -> stream.writeObject(dek));
        assertThat(dek).hasToString("DataKey[hidden]");
    }

    @Test
    void cache_ofAKey_unwrapsOnce() throws Exception {
        WrappedKey wrapped = service.generate("kek-1", CONTEXT).wrapped();
        try (DataKeyCache cache = new DataKeyCache(service, 10, Duration.ofMinutes(1))) {
            DataKey first = cache.unwrap(wrapped, CONTEXT);
            DataKey second = cache.unwrap(wrapped, CONTEXT);
            Optional<DataKey> third = cache.lookUp(CONTEXT.segment().segmentId());

            assertThat(cache.unwraps()).isEqualTo(1);
            assertThat(cache.hits()).isEqualTo(2);
            assertThat(second.getEncoded()).isEqualTo(first.getEncoded());
            assertThat(third.orElseThrow().getEncoded()).isEqualTo(first.getEncoded());
        }
    }

    @Test
    void cache_thatForgets_leavesTheCallersCopyAlone() throws Exception {
        WrappedKey wrapped = service.generate("kek-1", CONTEXT).wrapped();
        try (DataKeyCache cache = new DataKeyCache(service, 10, Duration.ofMinutes(1))) {
            DataKey mine = cache.unwrap(wrapped, CONTEXT);

            cache.forget(CONTEXT.segment().segmentId());

            assertThat(cache.lookUp(CONTEXT.segment().segmentId())).isEmpty();
            assertThat(mine.isDestroyed()).isFalse();
        }
    }

    @Test
    void cache_withAnotherWrapOfTheSegment_unwrapsThat() throws Exception {
        WrappedKey one = service.generate("kek-1", CONTEXT).wrapped();
        GeneratedKey other = service.generate("kek-2", CONTEXT);
        try (DataKeyCache cache = new DataKeyCache(service, 10, Duration.ofMinutes(1))) {
            cache.unwrap(one, CONTEXT);

            DataKey unwrapped = cache.unwrap(other.wrapped(), CONTEXT);

            assertThat(unwrapped.getEncoded()).isEqualTo(other.dek().getEncoded());
        }
    }

    @Test
    void cache_ofManyKeys_staysWithinItsBoundAndDestroysTheRest() throws Exception {
        CountingService counting = new CountingService();
        try (DataKeyCache cache = new DataKeyCache(counting, 5, Duration.ofMinutes(1))) {
            for (int i = 0; i < 200; i++) {
                KeyContext context = new KeyContext(new SegmentIdentity(new Uuid(1, 2), 0, new Uuid(9, i)), "t");
                DataKey mine = cache.unwrap(counting.wrapped(), context);
                assertThat(mine.isDestroyed()).isFalse();
            }

            assertThat(counting.alive()).isLessThanOrEqualTo(5);
        }
        assertThat(counting.alive()).isZero();
    }

    @Test
    void cache_ofAKeyThatIsRefused_keepsNothing() throws Exception {
        WrappedKey broken = new WrappedKey(WrapAlgorithm.AES_KWP, "kek-1", new byte[40]);
        try (DataKeyCache cache = new DataKeyCache(service, 10, Duration.ofMinutes(1))) {
            assertThatExceptionOfType(WrappedKeyRefusedException.class).isThrownBy(() -> cache.unwrap(broken, CONTEXT));

            assertThat(cache.size()).isZero();
            assertThat(cache.unwrapFailures()).isEqualTo(1);
        }
    }

    private static KeystoreSettings settings(Path location, String password) {
        return KeystoreSettings.of(location.toString(), new Password(password));
    }

    /** Knows which of its keys are not destroyed yet. */
    private static final class CountingService implements KeyService {
        private final Set<DataKey> given = new HashSet<>();

        WrappedKey wrapped() {
            return new WrappedKey(WrapAlgorithm.AES_KWP, "kek", new byte[40]);
        }

        long alive() {
            return given.stream().filter(key -> !key.isDestroyed()).count();
        }

        @Override
        public GeneratedKey generate(String keyRef, KeyContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataKey unwrap(WrappedKey wrapped, KeyContext context) {
            DataKey key = new DataKey(new byte[32]);
            given.add(key);
            return key;
        }

        @Override
        public KeyDescription describe(String keyRef) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
