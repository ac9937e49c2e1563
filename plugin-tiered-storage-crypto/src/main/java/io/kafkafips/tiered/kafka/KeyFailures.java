package io.kafkafips.tiered.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kafkafips.tiered.crypto.SegmentIntegrityException;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.KeyShreddedException;
import io.kafkafips.tiered.key.UnknownKeyException;
import io.kafkafips.tiered.key.WrappedKeyRefusedException;
import java.time.Duration;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka is told when there is no key. A key that is gone for good ends a consumer's read with one clear error, as a corrupt record
 * does; one that may come back lets it try again. Thread-safe.
 */
final class KeyFailures {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFailures.class);
    private static final int REMEMBERED = 1000;

    /** One line for each shredded key or kind of failure, and minute: consumers ask again. */
    private final Cache<String, Boolean> told = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build();

    /** For a read. */
    RuntimeException onRead(String object, String keyRef, KeyServiceException failure) {
        if (failure instanceof WrappedKeyRefusedException) {
            return new SegmentIntegrityException("The header of " + object + " holds no usable key", failure);
        }
        if (failure instanceof KeyShreddedException) {
            tell(keyRef, object, failure);
            return gone(object, failure);
        }
        // what a header names may be anything, so these are told of by their kind
        tell(failure.getClass().getSimpleName(), object, failure);
        if (failure instanceof UnknownKeyException) {
            return gone(object, failure);
        }
        return new KafkaStorageException("No key to decrypt " + object + " with: " + failure.getMessage(), failure);
    }

    /** For an upload. */
    RemoteStorageException onCopy(RemoteLogSegmentId segment, KeyServiceException failure) {
        return new RemoteStorageException("No key to encrypt " + segment + " with: " + failure.getMessage(), failure);
    }

    private static RuntimeException gone(String object, KeyServiceException failure) {
        return new CorruptRecordException("The key of " + object + " is gone: " + failure.getMessage(), failure);
    }

    private void tell(String once, String object, KeyServiceException failure) {
        if (told.asMap().putIfAbsent(once, true) == null) {
            LOG.error("Cannot read {}: {}", object, failure.getMessage());
        }
    }
}
