package io.kafkafips.tiered.key;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.Uuid;

/**
 * What a topic key is for. A key service binds it: a wrapped key is of no use in another context.
 *
 * @param clusterId as {@code rsm.config.keys.cluster.id} says it; may be empty
 * @param key name of the topic key
 * @param version of the topic key
 * @param topicId the topic that the key is for alone; {@link Uuid#ZERO_UUID} where several may share it
 */
public record KeyContext(String clusterId, String key, int version, Uuid topicId) {
    private static final String DOMAIN = "KTSE-topic-key-v1";

    /** One encoding for each context, and none that two contexts share. */
    public byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(DOMAIN.getBytes(StandardCharsets.US_ASCII));
            write(out, clusterId);
            write(out, key);
            out.writeInt(version);
            out.writeLong(topicId.getMostSignificantBits());
            out.writeLong(topicId.getLeastSignificantBits());
        } catch (IOException e) {
            throw new UncheckedIOException("An array took no bytes", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
