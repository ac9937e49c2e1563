package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.IdentityCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.message.DefaultPrincipalData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalSerde;

/**
 * The form in which a principal travels from a broker to the controller: Kafka's own {@code DefaultPrincipalData}, with the certificate
 * identity ({@link IdentityCodec}) in a tagged field that Kafka does not know and skips. So a node with the stock builder reads what
 * this one writes and the other way round, and a cluster can be rolled to this builder and back. Stateless.
 */
final class PrincipalSerde implements KafkaPrincipalSerde {
    /** Far from the tags that Kafka hands out in ascending order, and from the 575 of Strimzi's OAuth principal. */
    static final int IDENTITY_TAG = 4711;

    /** Names of 32 KiB each, the identity, and room for tags of others. */
    private static final int MOST_BYTES = 512 * 1024;

    @Override
    public byte[] serialize(KafkaPrincipal principal) {
        DefaultPrincipalData data = new DefaultPrincipalData()
                .setType(principal.getPrincipalType())
                .setName(principal.getName())
                .setTokenAuthenticated(principal.tokenAuthenticated());
        if (principal instanceof CertificatePrincipal certified) {
            data.unknownTaggedFields()
                    .add(new RawTaggedField(IDENTITY_TAG, IdentityCodec.encode(certified.identity())));
        }
        return MessageUtil.toVersionPrefixedBytes(DefaultPrincipalData.HIGHEST_SUPPORTED_VERSION, data);
    }

    @Override
    public KafkaPrincipal deserialize(byte[] bytes) {
        DefaultPrincipalData data = read(bytes);
        List<RawTaggedField> identities = data.unknownTaggedFields().stream()
                .filter(field -> field.tag() == IDENTITY_TAG)
                .toList();
        if (identities.isEmpty()) {
            return new KafkaPrincipal(data.type(), data.name(), data.tokenAuthenticated());
        }
        CertificateIdentity identity =
                IdentityCodec.decode(identities.get(identities.size() - 1).data());
        return new CertificatePrincipal(data.type(), data.name(), data.tokenAuthenticated(), identity);
    }

    private static DefaultPrincipalData read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new SerializationException(
                    "Principal of " + bytes.length + " bytes: at most " + MOST_BYTES + " are accepted");
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            short version = in.getShort();
            if (version < DefaultPrincipalData.LOWEST_SUPPORTED_VERSION
                    || version > DefaultPrincipalData.HIGHEST_SUPPORTED_VERSION) {
                throw new SerializationException("Principal of unknown version " + version);
            }
            return new DefaultPrincipalData(new ByteBufferAccessor(in), version);
        } catch (BufferUnderflowException e) {
            throw new SerializationException("Principal that ends too early", e);
        } catch (SerializationException e) {
            throw e;
        } catch (RuntimeException e) {
            // what Kafka's generated readers throw
            throw new SerializationException("Principal that cannot be read", e);
        }
    }
}
