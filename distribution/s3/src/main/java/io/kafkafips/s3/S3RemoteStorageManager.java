package io.kafkafips.s3;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteResourceNotFoundException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A RemoteStorageManager over a bucket, as plain as one can be: each part of a segment is an object, put from its path by the SDK, read by
 * ranges and deleted one by one. For tests of what stands before it. Thread-safe.
 */
public final class S3RemoteStorageManager implements RemoteStorageManager {
    private static final String LOG = "log";

    private volatile @Nullable Bucket bucket;

    private record Bucket(S3Client client, String name) {}

    @Override
    public void configure(Map<String, ?> configs) {
        S3Client client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(setting(configs, "endpoint")))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(setting(configs, "access.key"), setting(configs, "secret.key"))))
                .build();
        String name = setting(configs, "bucket");
        client.createBucket(request -> request.bucket(name));
        bucket = new Bucket(client, name);
    }

    @Override
    public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata metadata, LogSegmentData data)
            throws RemoteStorageException {
        put(key(metadata, IndexType.OFFSET), data.offsetIndex());
        put(key(metadata, IndexType.TIMESTAMP), data.timeIndex());
        put(key(metadata, IndexType.PRODUCER_SNAPSHOT), data.producerSnapshotIndex());
        if (data.transactionIndex().isPresent()) {
            put(key(metadata, IndexType.TRANSACTION), data.transactionIndex().get());
        }
        ByteBuffer epochs = data.leaderEpochIndex().duplicate();
        put(key(metadata, IndexType.LEADER_EPOCH), RequestBody.fromByteBuffer(epochs));
        put(key(metadata, LOG), data.logSegment());
        return Optional.empty();
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition)
            throws RemoteStorageException {
        return get(key(metadata, LOG), "bytes=" + startPosition + "-");
    }

    @Override
    public InputStream fetchLogSegment(RemoteLogSegmentMetadata metadata, int startPosition, int endPosition)
            throws RemoteStorageException {
        return get(key(metadata, LOG), "bytes=" + startPosition + "-" + endPosition);
    }

    @Override
    public InputStream fetchIndex(RemoteLogSegmentMetadata metadata, IndexType indexType)
            throws RemoteStorageException {
        return get(key(metadata, indexType), "bytes=0-");
    }

    @Override
    public void deleteLogSegmentData(RemoteLogSegmentMetadata metadata) throws RemoteStorageException {
        Bucket target = bucket();
        List<String> keys = Stream.concat(
                        Stream.of(key(metadata, LOG)),
                        Stream.of(IndexType.values()).map(type -> key(metadata, type)))
                .toList();
        try {
            keys.forEach(key -> target.client()
                    .deleteObject(request -> request.bucket(target.name()).key(key)));
        } catch (SdkException e) {
            throw new RemoteStorageException("Cannot delete " + keys, e);
        }
    }

    @Override
    public void close() {
        Bucket open = bucket;
        bucket = null;
        if (open != null) {
            open.client().close();
        }
    }

    private void put(String key, Path file) throws RemoteStorageException {
        put(key, RequestBody.fromFile(file));
    }

    private void put(String key, RequestBody body) throws RemoteStorageException {
        Bucket target = bucket();
        try {
            target.client().putObject(request -> request.bucket(target.name()).key(key), body);
        } catch (SdkException e) {
            throw new RemoteStorageException("Cannot put " + key, e);
        }
    }

    private InputStream get(String key, String range) throws RemoteStorageException {
        Bucket target = bucket();
        try {
            return new Download(target.client()
                    .getObject(request -> request.bucket(target.name()).key(key).range(range)));
        } catch (NoSuchKeyException e) {
            throw new RemoteResourceNotFoundException(key, e);
        } catch (SdkException e) {
            throw new RemoteStorageException("Cannot get " + key, e);
        }
    }

    private Bucket bucket() {
        return Objects.requireNonNull(bucket, "not configured, or closed");
    }

    private static String key(RemoteLogSegmentMetadata metadata, IndexType type) {
        return key(metadata, type.name().toLowerCase(Locale.ROOT));
    }

    private static String key(RemoteLogSegmentMetadata metadata, String kind) {
        TopicIdPartition partition = metadata.topicIdPartition();
        return partition.topicId() + "/" + partition.partition() + "/"
                + metadata.remoteLogSegmentId().id() + "." + kind;
    }

    private static String setting(Map<String, ?> configs, String name) {
        return String.valueOf(Objects.requireNonNull(configs.get(name), name));
    }

    /** A download whose rest is not read when it is closed: most reads of a broker end early. */
    private static final class Download extends FilterInputStream {
        private final ResponseInputStream<GetObjectResponse> response;

        Download(ResponseInputStream<GetObjectResponse> response) {
            super(response);
            this.response = response;
        }

        @Override
        public void close() {
            response.abort();
        }
    }
}
