package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.IdentityCodec;
import io.kafkafips.authorizer.identity.PathStanding;
import io.kafkafips.authorizer.identity.PathStandingCodec;
import io.kafkafips.authorizer.identity.SessionFacts;
import io.kafkafips.authorizer.identity.SessionFactsCodec;
import io.kafkafips.commons.x509.KnownRevocations;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.message.DefaultPrincipalData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalSerde;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a principal travels from a broker to the controller: Kafka's own {@code DefaultPrincipalData}, with the certificate
 * identity ({@link IdentityCodec}), the standing of its path ({@link PathStandingCodec}) and the facts of its session ({@link
 * SessionFactsCodec}) in tagged fields that Kafka does not know and skips. So a node with the stock builder reads what this one writes and the other way round, and a cluster can be rolled to this
 * builder and back. Thread-safe.
 */
final class PrincipalSerde implements KafkaPrincipalSerde {
    /** Far from the tags that Kafka hands out in ascending order, and from the 575 of Strimzi's OAuth principal. */
    static final int IDENTITY_TAG = 4711;

    static final int SESSION_TAG = 4712;

    static final int PATH_TAG = 4713;

    /** Names of 32 KiB each, the identity, and room for tags of others. */
    private static final int MOST_BYTES = 512 * 1024;

    private final KnownRevocations revocations;

    /** With what this node knows about revoked certificates, which it tells the node that decides. */
    PrincipalSerde(KnownRevocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public byte[] serialize(KafkaPrincipal principal) {
        DefaultPrincipalData data = new DefaultPrincipalData()
                .setType(principal.getPrincipalType())
                .setName(principal.getName())
                .setTokenAuthenticated(principal.tokenAuthenticated());
        if (principal instanceof CertificatePrincipal certified) {
            data.unknownTaggedFields()
                    .add(new RawTaggedField(IDENTITY_TAG, IdentityCodec.encode(certified.identity())));
            if (!certified.session().equals(SessionFacts.UNKNOWN)) {
                data.unknownTaggedFields()
                        .add(new RawTaggedField(SESSION_TAG, SessionFactsCodec.encode(certified.session())));
            }
            if (!certified.identity().path().certificates().isEmpty()) {
                PathStanding path = asKnownNow(certified.identity().path());
                data.unknownTaggedFields().add(new RawTaggedField(PATH_TAG, PathStandingCodec.encode(path)));
            }
        }
        return MessageUtil.toVersionPrefixedBytes(DefaultPrincipalData.HIGHEST_SUPPORTED_VERSION, data);
    }

    /** The controller may never have seen an intermediate of this client, and then does not count CRLs of it. */
    private PathStanding asKnownNow(PathStanding path) {
        boolean revoked = path.revoked() || revocations.anyRevoked(path.certificates());
        return new PathStanding(path.certificates(), path.notAfter(), revoked);
    }

    @Override
    public KafkaPrincipal deserialize(byte[] bytes) {
        DefaultPrincipalData data = read(bytes);
        byte[] identity = tagged(data, IDENTITY_TAG);
        if (identity == null) {
            return new KafkaPrincipal(data.type(), data.name(), data.tokenAuthenticated());
        }
        byte[] session = tagged(data, SESSION_TAG);
        return new CertificatePrincipal(
                data.type(),
                data.name(),
                data.tokenAuthenticated(),
                identity(identity, tagged(data, PATH_TAG)),
                session == null ? SessionFacts.UNKNOWN : SessionFactsCodec.decode(session));
    }

    private static CertificateIdentity identity(byte[] identity, byte @Nullable [] path) {
        CertificateIdentity decoded = IdentityCodec.decode(identity);
        return path == null ? decoded : decoded.with(PathStandingCodec.decode(path));
    }

    /** The last field of that tag. */
    private static byte @Nullable [] tagged(DefaultPrincipalData data, int tag) {
        byte[] found = null;
        for (RawTaggedField field : data.unknownTaggedFields()) {
            if (field.tag() == tag) {
                found = field.data();
            }
        }
        return found;
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
