package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.crypto.SegmentIntegrityException;
import io.kafkafips.tiered.key.KeyDeniedException;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.KeyUnavailableException;
import io.kafkafips.tiered.key.UnknownKeyException;
import io.kafkafips.tiered.key.WrappedKeyRefusedException;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RetriableRemoteStorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaErrorsTest {
    private final KeyFailures keyFailures = new KeyFailures(new KafkaVersions());

    static Stream<Arguments> keyFailures() {
        return Stream.of(
                Arguments.of(
                        new KeyUnavailableException("down"),
                        RetriableRemoteStorageException.class,
                        KafkaStorageException.class,
                        Errors.KAFKA_STORAGE_ERROR),
                Arguments.of(
                        new KeyDeniedException("not for you"),
                        RemoteStorageException.class,
                        KafkaStorageException.class,
                        Errors.KAFKA_STORAGE_ERROR),
                Arguments.of(
                        new UnknownKeyException("destroyed"),
                        RemoteStorageException.class,
                        CorruptRecordException.class,
                        Errors.CORRUPT_MESSAGE),
                Arguments.of(
                        new WrappedKeyRefusedException("altered"),
                        RemoteStorageException.class,
                        SegmentIntegrityException.class,
                        Errors.CORRUPT_MESSAGE));
    }

    @ParameterizedTest
    @MethodSource("keyFailures")
    void ofKeyFailure_onCopyAndRead_isWhatKafkaHandles(
            KeyServiceException failure, Class<?> onCopy, Class<?> onRead, Errors toClients) {
        RemoteStorageException copy = keyFailures.onCopy("segment 7", failure);
        RuntimeException read = keyFailures.onRead("log of segment 7", "shared/1/00c0ffee00c0ffee", failure);

        assertThat(copy).isExactlyInstanceOf(onCopy).hasCause(failure).hasMessageContaining("segment 7");
        assertThat(read).isExactlyInstanceOf(onRead).hasCause(failure).hasMessageContaining("log of segment 7");
        assertThat(Errors.forException(read)).isEqualTo(toClients);
    }

    static Stream<Throwable> knownToKafka() {
        return Stream.of(
                new RemoteStorageException("failed"),
                new RemoteResourceNotFoundException("gone"),
                new RetriableRemoteStorageException("later"));
    }

    @ParameterizedTest
    @MethodSource("knownToKafka")
    void ofStorage_ofAnExceptionOfTheContract_isThatOne(Throwable failure) {
        assertThat(KafkaErrors.ofStorage(failure, "x.Delegate")).isSameAs(failure);
        assertThat(KafkaErrors.ofFetch(failure, "x.Delegate")).isSameAs(failure);
    }

    static Stream<Throwable> unknownToKafka() {
        return Stream.of(
                new IllegalStateException("pool shut down"),
                new IOException("sneaky"),
                new AssertionError("not approved"),
                new NoClassDefFoundError("a/B"),
                new StackOverflowError("deep"),
                new OutOfMemoryError("heap"));
    }

    /** Kafka cleans up after a RemoteStorageException alone, and its tasks do not survive an Error. */
    @ParameterizedTest
    @MethodSource("unknownToKafka")
    void ofStorage_ofAnythingElse_isARemoteStorageException(Throwable failure) {
        assertThat(KafkaErrors.ofStorage(failure, "x.Delegate"))
                .isExactlyInstanceOf(RemoteStorageException.class)
                .hasMessageContaining("x.Delegate")
                .hasCause(failure);
        assertThat(KafkaErrors.ofFetch(failure, "x.Delegate"))
                .isExactlyInstanceOf(RemoteStorageException.class)
                .hasCause(failure);
    }

    @Test
    void ofAnErrorWithAMeaningForClients_onFetch_isThatOneAndOnCopyIsWrapped() {
        TimeoutException failure = new TimeoutException("later");

        assertThat(KafkaErrors.ofStorage(failure, "x.Delegate")).isExactlyInstanceOf(RemoteStorageException.class);
        assertThatThrownBy(() -> KafkaErrors.ofFetch(failure, "x.Delegate")).isSameAs(failure);
        assertThatThrownBy(() -> KafkaErrors.ofStream(failure, "x.Delegate")).isSameAs(failure);
    }

    @Test
    void ofTampering_isACorruptRecordForTheBroker() {
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> {
            throw new SegmentIntegrityException("altered");
        });
    }
}
