package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link KeyService} must do, and how it must fail. The subclass gives the service. */
abstract class KeyServiceContract {
    protected static final KeyContext CONTEXT = new KeyContext("cluster", "orders", 3, new Uuid(1, 2));

    /** A service with two roots, which the tests do not change. */
    protected abstract KeyService service();

    /** Another one, to be closed. */
    protected abstract KeyService open();

    protected abstract String root();

    protected abstract String otherRoot();

    /** No root is called that. */
    protected String unknownRoot() {
        return "no-such-root";
    }

    static List<KeyContext> otherContexts() {
        return List.of(
                new KeyContext("another", "orders", 3, new Uuid(1, 2)),
                new KeyContext("", "orders", 3, new Uuid(1, 2)),
                new KeyContext("cluster", "order", 3, new Uuid(1, 2)),
                new KeyContext("clustero", "rders", 3, new Uuid(1, 2)),
                new KeyContext("cluster", "orders", 4, new Uuid(1, 2)),
                new KeyContext("cluster", "orders", 3, new Uuid(1, 3)),
                new KeyContext("cluster", "orders", 3, Uuid.ZERO_UUID));
    }

    @Test
    void unwrap_ofAGeneratedKey_returnsIt() throws Exception {
        GeneratedKey generated = service().generate(root(), CONTEXT);

        DataKey unwrapped = service().unwrap(generated.wrapped(), CONTEXT);

        assertThat(unwrapped.getEncoded())
                .isEqualTo(generated.key().getEncoded())
                .hasSize(32);
        assertThat(generated.wrapped().keyRef()).isEqualTo(root());
    }

    @Test
    void unwrap_ofAWrappedKey_returnsItAndLeavesTheOriginalAlone() throws Exception {
        byte[] material = new byte[32];
        Arrays.fill(material, (byte) 7);
        DataKey key = new DataKey(material.clone());

        WrappedKey wrapped = service().wrap(key, root(), CONTEXT);

        assertThat(service().unwrap(wrapped, CONTEXT).getEncoded()).isEqualTo(material);
        assertThat(key.getEncoded()).isEqualTo(material);
        assertThat(HexFormat.of().formatHex(wrapped.blob()))
                .doesNotContain(HexFormat.of().formatHex(material));
    }

    @Test
    void unwrap_twice_givesKeysThatDoNotShareTheirBytes() throws Exception {
        WrappedKey wrapped = service().generate(root(), CONTEXT).wrapped();
        DataKey one = service().unwrap(wrapped, CONTEXT);
        DataKey other = service().unwrap(wrapped, CONTEXT);

        one.destroy();

        assertThat(other.isDestroyed()).isFalse();
        assertThat(other.getEncoded()).isNotEqualTo(new byte[32]);
    }

    @Test
    void generate_manyTimes_neverRepeatsAKey() throws Exception {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            keys.add(HexFormat.of()
                    .formatHex(service().generate(root(), CONTEXT).key().getEncoded()));
        }

        assertThat(keys).hasSize(100);
    }

    @Test
    void unwrap_ofAnyAlteredByte_isRefused() throws Exception {
        WrappedKey wrapped = service().generate(root(), CONTEXT).wrapped();

        for (int i = 0; i < wrapped.blob().length; i++) {
            byte[] altered = wrapped.blob();
            altered[i] ^= (byte) (1 << (i % 8));
            assertRefused(new WrappedKey(wrapped.algorithm(), root(), altered), CONTEXT, "byte " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, -1, 1, 8})
    void unwrap_ofABlobOfAnotherLength_isRefused(int more) throws Exception {
        WrappedKey wrapped = service().generate(root(), CONTEXT).wrapped();
        byte[] resized = Arrays.copyOf(wrapped.blob(), wrapped.blob().length + more);

        assertRefused(new WrappedKey(wrapped.algorithm(), root(), resized), CONTEXT, "length " + resized.length);
    }

    @Test
    void unwrap_ofABlobOfZeros_isRefused() {
        WrapAlgorithm algorithm = algorithm();
        for (int length : new int[] {1, 8, 16, 24, 40, 48, 72, 640}) {
            assertRefused(new WrappedKey(algorithm, root(), new byte[length]), CONTEXT, "length " + length);
        }
    }

    @Test
    void unwrap_underAnotherRoot_isRefused() throws Exception {
        WrappedKey wrapped = service().generate(root(), CONTEXT).wrapped();

        assertRefused(new WrappedKey(wrapped.algorithm(), otherRoot(), wrapped.blob()), CONTEXT, "another root");
    }

    @ParameterizedTest
    @MethodSource("otherContexts")
    void unwrap_inAnotherContext_isRefused(KeyContext other) throws Exception {
        WrappedKey wrapped = service().generate(root(), CONTEXT).wrapped();

        assertRefused(wrapped, other, "another context");
    }

    @Test
    void rewrap_underAnotherRoot_keepsKeyAndContext() throws Exception {
        GeneratedKey generated = service().generate(root(), CONTEXT);

        WrappedKey rewrapped = service().rewrap(generated.wrapped(), otherRoot(), CONTEXT);

        assertThat(rewrapped.keyRef()).isEqualTo(otherRoot());
        assertThat(service().unwrap(rewrapped, CONTEXT).getEncoded())
                .isEqualTo(generated.key().getEncoded());
        assertThat(service().unwrap(generated.wrapped(), CONTEXT).getEncoded())
                .isEqualTo(generated.key().getEncoded());
    }

    @ParameterizedTest
    @MethodSource("otherContexts")
    void rewrap_inAnotherContext_isRefused(KeyContext other) throws Exception {
        WrappedKey wrapped = service().generate(root(), CONTEXT).wrapped();

        assertThatExceptionOfType(WrappedKeyRefusedException.class)
                .isThrownBy(() -> service().rewrap(wrapped, otherRoot(), other));
    }

    @Test
    void anyCall_withAnUnknownRoot_namesIt() throws Exception {
        GeneratedKey generated = service().generate(root(), CONTEXT);
        WrappedKey elsewhere = new WrappedKey(
                generated.wrapped().algorithm(),
                unknownRoot(),
                generated.wrapped().blob());
        List<Callable<?>> calls = List.of(
                () -> service().generate(unknownRoot(), CONTEXT),
                () -> service().wrap(generated.key(), unknownRoot(), CONTEXT),
                () -> service().rewrap(generated.wrapped(), unknownRoot(), CONTEXT),
                () -> service().describe(unknownRoot()),
                () -> service().unwrap(elsewhere, CONTEXT));

        for (Callable<?> call : calls) {
            assertThatExceptionOfType(UnknownKeyException.class)
                    .isThrownBy(call::call)
                    .withMessageContaining(unknownRoot());
        }
    }

    @Test
    void describe_ofARoot_namesIt() throws Exception {
        assertThat(service().describe(root()).kek()).isEqualTo(root());
    }

    @Test
    void health_ofAServiceThatWorks_isGood() {
        assertThat(service().health()).isEqualTo(KeyServiceHealth.GOOD);
    }

    @Test
    void anyCall_afterClose_findsTheServiceAway() throws Exception {
        KeyService service = open();
        WrappedKey wrapped = service.generate(root(), CONTEXT).wrapped();
        service.close();

        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> service.generate(root(), CONTEXT));
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> service.unwrap(wrapped, CONTEXT));
        assertThat(service.health().healthy()).isFalse();
        assertThatCode(service::close).doesNotThrowAnyException();
    }

    @Test
    void calls_ofManyThreads_giveEachItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                KeyContext own = new KeyContext("cluster", "orders", i + 1, Uuid.ZERO_UUID);
                results.add(threads.submit(() -> roundTrips(own)));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void callsThroughFaults_thatAreRepeated_giveTheSameKey() throws Exception {
        FaultyKeyService faulty = new FaultyKeyService(service());
        GeneratedKey generated = faulty.generate(root(), CONTEXT);
        faulty.failEvery(2);
        int failed = 0;
        int right = 0;

        for (int i = 0; i < 20; i++) {
            try {
                DataKey key = faulty.unwrap(generated.wrapped(), CONTEXT);
                right += Arrays.equals(key.getEncoded(), generated.key().getEncoded()) ? 1 : 0;
            } catch (KeyUnavailableException e) {
                failed++;
            }
        }

        assertThat(failed).isEqualTo(10);
        assertThat(right).isEqualTo(10);
    }

    /** How the service wraps. */
    private WrapAlgorithm algorithm() {
        try {
            return service().generate(root(), CONTEXT).wrapped().algorithm();
        } catch (KeyServiceException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean roundTrips(KeyContext context) throws KeyServiceException {
        boolean right = true;
        for (int i = 0; i < 25; i++) {
            GeneratedKey generated = service().generate(i % 2 == 0 ? root() : otherRoot(), context);
            DataKey unwrapped = service().unwrap(generated.wrapped(), context);
            right &= Arrays.equals(generated.key().getEncoded(), unwrapped.getEncoded());
        }
        return right;
    }

    private void assertRefused(WrappedKey wrapped, KeyContext context, String what) {
        assertThatExceptionOfType(WrappedKeyRefusedException.class)
                .as(what)
                .isThrownBy(() -> service().unwrap(wrapped, context));
    }
}
