package io.kafkafips.validator.registry;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How a record names its schema.
 *
 * <pre>
 * confluent           = %x00 id4 [indexes] payload          ; in the key or the value
 * header              = (%x00 id4 / %x01 guid) [indexes]    ; in __key_schema_id or __value_schema_id
 * apicurio            = %x00 id8 payload                    ; in the key or the value
 * apicurio-content-id = id8                                 ; in apicurio.key.contentId or apicurio.value.contentId
 * apicurio-global-id  = id8                                 ; in apicurio.key.globalId or apicurio.value.globalId
 * id4                 = 4OCTET                              ; big-endian, not negative
 * id8                 = 8OCTET                              ; big-endian, at most 2147483647
 * guid                = 16OCTET                             ; RFC 9562
 * indexes             = *OCTET                              ; Protobuf alone: which message of the schema
 * </pre>
 *
 * Stateless.
 */
public final class SchemaFraming {
    private static final String KEY_ID = "__key_schema_id";
    private static final String VALUE_ID = "__value_schema_id";
    private static final String KEY_CONTENT_ID = "apicurio.key.contentId";
    private static final String VALUE_CONTENT_ID = "apicurio.value.contentId";
    private static final String KEY_GLOBAL_ID = "apicurio.key.globalId";
    private static final String VALUE_GLOBAL_ID = "apicurio.value.globalId";
    private static final byte REGISTERED = 0;
    private static final byte GUID = 1;
    private static final int GUID_BYTES = 2 * Long.BYTES;

    private SchemaFraming() {}

    /**
     * What was read.
     *
     * @param id the schema's id
     * @param payloadOffset what follows the id, in bytes from the position of the content; 0 where the id is in a header
     */
    public record Framed(SchemaId id, int payloadOffset) {}

    /**
     * Reads the id of a record's key or value.
     *
     * @param kind where it stands
     * @param key whether the content is the record's key
     * @param content from position to limit; it is left as it is
     * @param headers of the record
     * @throws InvalidRecordException when there is none; the message holds nothing of the record
     */
    public static Framed read(Framing kind, boolean key, ByteBuffer content, List<Header> headers) {
        return switch (kind) {
            case CONFLUENT -> {
                refuseSecondId(key ? KEY_ID : VALUE_ID, headers);
                yield prefix(key, content, Integer.BYTES);
            }
            case HEADER -> new Framed(confluentHeader(key, headers), 0);
            case HEADER_OR_CONFLUENT ->
                last(key ? KEY_ID : VALUE_ID, headers) == null
                        ? prefix(key, content, Integer.BYTES)
                        : new Framed(confluentHeader(key, headers), 0);
            case APICURIO -> prefix(key, content, Long.BYTES);
            case APICURIO_CONTENT_ID -> new Framed(apicurioHeader(key ? KEY_CONTENT_ID : VALUE_CONTENT_ID, headers), 0);
            case APICURIO_GLOBAL_ID -> {
                refuseSecondId(key ? KEY_CONTENT_ID : VALUE_CONTENT_ID, headers);
                yield new Framed(apicurioHeader(key ? KEY_GLOBAL_ID : VALUE_GLOBAL_ID, headers), 0);
            }
        };
    }

    /**
     * The bytes where Confluent's serializers put the message indexes of Protobuf: behind the id, in the content or in the header.
     *
     * @param framed what {@link #read} gave for the same arguments
     * @return a view from position to limit. In the content it goes on with the payload
     */
    public static ByteBuffer messageIndexes(
            Framing kind, boolean key, ByteBuffer content, List<Header> headers, Framed framed) {
        boolean mayBeInHeader = kind == Framing.HEADER || kind == Framing.HEADER_OR_CONFLUENT;
        @Nullable Header header = mayBeInHeader ? last(key ? KEY_ID : VALUE_ID, headers) : null;
        if (header == null) {
            int offset = framed.payloadOffset();
            return content.slice(content.position() + offset, content.remaining() - offset);
        }
        int id = 1 + (framed.id() instanceof SchemaId.Guid ? GUID_BYTES : Integer.BYTES);
        byte[] value = header.value();
        return ByteBuffer.wrap(value, id, value.length - id).slice();
    }

    /** A header that deserializers would prefer: with two ids, what is checked would not be what is read. */
    private static void refuseSecondId(String name, List<Header> headers) {
        if (last(name, headers) != null) {
            throw new InvalidRecordException(
                    "the header " + name + " names a schema too: expected the schema id in one place alone");
        }
    }

    private static Framed prefix(boolean key, ByteBuffer content, int idBytes) {
        int start = content.position();
        int length = 1 + idBytes;
        if (content.remaining() < length || content.get(start) != REGISTERED) {
            throw new InvalidRecordException(
                    "the " + (key ? "key" : "value") + " does not begin with a schema id: expected a zero byte"
                            + " and " + idBytes + " bytes of id before the content");
        }
        long id = idBytes == Integer.BYTES ? content.getInt(start + 1) : content.getLong(start + 1);
        return new Framed(registered(id), length);
    }

    private static SchemaId confluentHeader(boolean key, List<Header> headers) {
        String name = key ? KEY_ID : VALUE_ID;
        ByteBuffer header = ByteBuffer.wrap(required(name, headers));
        if (header.remaining() >= 1 + Integer.BYTES && header.get(0) == REGISTERED) {
            return registered(header.getInt(1));
        }
        if (header.remaining() >= 1 + GUID_BYTES && header.get(0) == GUID) {
            return new SchemaId.Guid(new UUID(header.getLong(1), header.getLong(1 + Long.BYTES)).toString());
        }
        throw new InvalidRecordException("the header " + name + " holds no schema id: expected a byte 1 and a GUID of "
                + GUID_BYTES + " bytes, or a zero byte and an id of " + Integer.BYTES + " bytes");
    }

    private static SchemaId apicurioHeader(String name, List<Header> headers) {
        byte[] header = required(name, headers);
        if (header.length != Long.BYTES) {
            throw new InvalidRecordException(
                    "the header " + name + " holds no schema id: expected " + Long.BYTES + " bytes");
        }
        return registered(ByteBuffer.wrap(header).getLong());
    }

    private static SchemaId registered(long id) {
        if (id < 0 || id > Integer.MAX_VALUE) {
            throw new InvalidRecordException("the schema id is out of range: expected 0 to " + Integer.MAX_VALUE);
        }
        return new SchemaId.Registered((int) id);
    }

    private static byte[] required(String name, List<Header> headers) {
        @Nullable Header header = last(name, headers);
        if (header == null) {
            throw new InvalidRecordException("the header " + name + " is missing: expected the schema id in it");
        }
        return header.value();
    }

    /** The last header of the name, as consumers take it, unless it is without a value. */
    private static @Nullable Header last(String name, List<Header> headers) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.key().equals(name)) {
                return header.value() == null ? null : header;
            }
        }
        return null;
    }
}
