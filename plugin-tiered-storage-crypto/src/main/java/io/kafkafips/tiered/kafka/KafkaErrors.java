package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.crypto.SegmentIntegrityException;
import java.io.IOException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/**
 * Which exception Kafka gets for which failure; {@link KeyFailures} is about those of keys. What it does with each (RemoteLogManager, 3.9 to 4.4):
 *
 * <table>
 * <caption>Failures and exceptions</caption>
 * <tr><th>failure</th><th>exception</th><th>what follows</th></tr>
 * <tr><td>read: object altered, cut, replaced; key lost or destroyed</td><td>{@link SegmentIntegrityException}</td>
 *     <td>consumer: one error, {@code CORRUPT_MESSAGE}</td></tr>
 * <tr><td>read: key not to be had now</td><td>{@link KafkaStorageException}</td>
 *     <td>consumer asks again, quietly</td></tr>
 * <tr><td>read: storage failed</td><td>the delegate's own</td><td>as without encryption</td></tr>
 * <tr><td>copy: key not to be had now</td><td>{@code RetriableRemoteStorageException}</td>
 *     <td>next attempt with a new id; not counted, nothing deleted: nothing was stored</td></tr>
 * <tr><td>copy, delete: delegate says {@code RetriableRemoteStorageException}</td><td>as it is</td>
 *     <td>the same: the delegate knows what it has left behind</td></tr>
 * <tr><td>copy: anything else</td><td>{@link RemoteStorageException}</td>
 *     <td>counted, deleted at once, next attempt with a new id</td></tr>
 * <tr><td>delete: anything else</td><td>{@link RemoteStorageException}</td><td>counted, tried again</td></tr>
 * </table>
 *
 * <p>An unchecked exception out of a copy would leave behind what was stored, for Kafka cleans up after a RemoteStorageException
 * alone; so would a retriable one, which is why an I/O error of the delegate does not become one. An {@link Error} would end the
 * partition's task for good (a periodic task that throws is not run again), so none passes.
 *
 * <p>RetriableRemoteStorageException came with Kafka 4.2; before that it is a RemoteStorageException.
 */
final class KafkaErrors {
    private KafkaErrors() {}

    /** What a delegate threw out of a copy or a deletion. */
    static RemoteStorageException ofStorage(Throwable failure, String delegate) {
        return failure instanceof RemoteStorageException known
                ? known
                : new RemoteStorageException(delegate + " failed: " + failure, failure);
    }

    /**
     * What a delegate threw out of a fetch.
     *
     * @throws ApiException when it is one: it has a meaning for clients
     */
    static RemoteStorageException ofFetch(Throwable failure, String delegate) {
        if (failure instanceof ApiException meant) {
            throw meant;
        }
        return ofStorage(failure, delegate);
    }

    /**
     * What a delegate's stream threw.
     *
     * @throws ApiException when it is one
     */
    static IOException ofStream(Throwable failure, String delegate) {
        if (failure instanceof ApiException meant) {
            throw meant;
        }
        return failure instanceof IOException known
                ? known
                : new IOException("The stream of " + delegate + " failed: " + failure, failure);
    }
}
