package io.kafkafips.tiered.kafka;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentState;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the Kafka releases that one jar serves: before 4.0 a segment's metadata does not say whether its transaction
 * index is empty, before 4.2 there is no exception for what may be tried again. Thread-safe.
 */
final class KafkaVersions {
    private final @Nullable MethodHandle isTxnIdxEmpty;
    private final @Nullable MethodHandle withTxnIdxEmpty;
    private final @Nullable MethodHandle retriable;

    KafkaVersions() {
        MethodHandle getter = null;
        MethodHandle constructor = null;
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            getter = lookup.findVirtual(
                    RemoteLogSegmentMetadata.class, "isTxnIdxEmpty", MethodType.methodType(boolean.class));
            constructor = lookup.findConstructor(
                    RemoteLogSegmentMetadata.class,
                    MethodType.methodType(
                            void.class,
                            RemoteLogSegmentId.class,
                            long.class,
                            long.class,
                            long.class,
                            int.class,
                            long.class,
                            int.class,
                            Optional.class,
                            RemoteLogSegmentState.class,
                            Map.class,
                            boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            getter = null;
        }
        this.isTxnIdxEmpty = getter;
        this.withTxnIdxEmpty = constructor;
        this.retriable = retriableException();
    }

    private static @Nullable MethodHandle retriableException() {
        try {
            Class<?> type = Class.forName(
                    RemoteStorageException.class.getPackageName() + ".RetriableRemoteStorageException",
                    false,
                    RemoteStorageException.class.getClassLoader());
            return MethodHandles.publicLookup()
                    .findConstructor(type, MethodType.methodType(void.class, String.class, Throwable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** An exception that says that the operation may be tried again as it is, where Kafka has one. */
    RemoteStorageException retriable(String message, Throwable cause) {
        if (retriable == null) {
            return new RemoteStorageException(message, cause);
        }
        try {
            return (RemoteStorageException) retriable.invoke(message, cause);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A constructor without checked exceptions threw one", e);
        }
    }

    /** The metadata with another size and other custom metadata. */
    RemoteLogSegmentMetadata with(
            RemoteLogSegmentMetadata metadata, int sizeBytes, Optional<CustomMetadata> customMetadata) {
        if (isTxnIdxEmpty == null || withTxnIdxEmpty == null) {
            return new RemoteLogSegmentMetadata(
                    metadata.remoteLogSegmentId(),
                    metadata.startOffset(),
                    metadata.endOffset(),
                    metadata.maxTimestampMs(),
                    metadata.brokerId(),
                    metadata.eventTimestampMs(),
                    sizeBytes,
                    customMetadata,
                    metadata.state(),
                    metadata.segmentLeaderEpochs());
        }
        try {
            boolean empty = (boolean) isTxnIdxEmpty.invokeExact(metadata);
            return (RemoteLogSegmentMetadata) withTxnIdxEmpty.invoke(
                    metadata.remoteLogSegmentId(),
                    metadata.startOffset(),
                    metadata.endOffset(),
                    metadata.maxTimestampMs(),
                    metadata.brokerId(),
                    metadata.eventTimestampMs(),
                    sizeBytes,
                    customMetadata,
                    metadata.state(),
                    metadata.segmentLeaderEpochs(),
                    empty);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A constructor without checked exceptions threw one", e);
        }
    }
}
