package io.kafkafips.tiered.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.Uuid;

/**
 * The wire format of an encrypted object, version 1: what a segment's log and each of its indexes are stored as. Numbers are big
 * endian.
 *
 * <pre>{@code
 * container    = header 1*frame                ; as many frames as the length in the header asks for, no byte more
 * header       = fixed wrap padding            ; 1024 bytes
 *
 * fixed        = magic version suite type chunk-log2 length object-id          ; 32 bytes
 * magic        = "KTSE"
 * version      = %x01
 * suite        = %x01                          ; AES-256-GCM, 96-bit IV made by the module, 128-bit tag
 * type         = %x00-05                       ; log, offset, time, producer snapshot, transaction, leader epoch
 * chunk-log2   = %x0C-14                       ; C = 2^chunk-log2 bytes: 4 KiB to 1 MiB
 * length       = 8OCTET                        ; L, bytes of plaintext
 * object-id    = 16OCTET                       ; random, the same in all objects of one upload
 *
 * wrap         = wrap-alg %x00 key-ref wrapped-dek
 * wrap-alg     = %x01-02                       ; AES-KWP, or a blob of a key management service
 * key-ref      = 2OCTET 1*255OCTET             ; length, then UTF-8
 * wrapped-dek  = 2OCTET 1*640OCTET             ; length, then the wrapped key
 * padding      = *%x00                         ; up to 1024, checked
 *
 * frame        = iv ciphertext tag             ; number i = 0 .. n-1, n = max(1, ceil(L / C))
 * iv           = 12OCTET
 * ciphertext   = *OCTET                        ; min(C, L - i*C) bytes; none in an empty object
 * tag          = 16OCTET
 *
 * aad          = binding i last                ; 41 bytes, authenticated with frame i, not stored
 * i            = 8OCTET
 * last         = %x00 / %x01                   ; 1 in frame n-1
 * binding      = SHA-256( "KTSE-bind-v1" fixed topic-id partition segment-id type32 )
 * topic-id     = 16OCTET
 * partition    = 4OCTET
 * segment-id   = 16OCTET
 * type32       = 4OCTET                        ; type again
 * }</pre>
 *
 * <p>Topic id, partition and segment id come from Kafka's metadata, never from storage. So frames that are reordered, repeated,
 * dropped or taken from another object, and objects that are cut, extended, or moved to another segment, partition, topic or type,
 * fail their tag. Only {@code wrap} is outside the binding: a key can be wrapped again without touching a frame, and a wrapped key
 * carries its own check.
 *
 * <p>The default chunk of 256 KiB: each chunk costs one initialisation of the cipher, which leaves a native context behind until
 * the next garbage collection. That is less than a tenth of the work from 256 KiB on, and a read fetches little more than it needs.
 */
public final class ContainerFormat {
    public static final int HEADER_BYTES = 1024;
    public static final int IV_BYTES = 12;
    public static final int TAG_BYTES = 16;
    public static final int FRAME_OVERHEAD_BYTES = IV_BYTES + TAG_BYTES;
    public static final int SMALLEST_CHUNK_LOG2 = 12;
    public static final int LARGEST_CHUNK_LOG2 = 20;
    public static final int DEFAULT_CHUNK_LOG2 = 18;
    public static final int VERSION = 1;

    private static final byte[] MAGIC = "KTSE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BINDING_LABEL = "KTSE-bind-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int SUITE_AES_256_GCM = 1;
    private static final int FIXED_BYTES = 32;
    private static final int UUID_BYTES = 16;

    private ContainerFormat() {}

    /** The header's 1024 bytes. */
    public static byte[] encode(ContainerHeader header) {
        WrappedKey key = header.wrappedKey();
        byte[] keyRef = key.keyRef().getBytes(StandardCharsets.UTF_8);
        byte[] blob = key.blob();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
        putFixed(bytes, header);
        bytes.put((byte) key.algorithm().code()).put((byte) 0);
        bytes.putShort((short) keyRef.length).put(keyRef);
        bytes.putShort((short) blob.length).put(blob);
        return bytes.array();
    }

    /** Whether these first bytes of a file are those of a container, of whatever version. */
    public static boolean isContainer(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads a header strictly: what this code would not have written is refused.
     *
     * @param bytes 1024 of them
     * @throws MalformedContainerException naming the first field that is wrong
     */
    public static ContainerHeader decode(byte[] bytes) throws MalformedContainerException {
        require(bytes.length == HEADER_BYTES, "the header has " + bytes.length + " bytes instead of " + HEADER_BYTES);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        require(isContainer(take(header, MAGIC.length)), "it does not begin with KTSE");
        int version = header.get();
        require(version == VERSION, "its version is " + version + ", known is " + VERSION);
        int suite = header.get();
        require(suite == SUITE_AES_256_GCM, "its cipher suite is " + suite + ", known is " + SUITE_AES_256_GCM);
        int typeCode = header.get();
        ObjectType type = ObjectType.of(typeCode);
        int chunkLog2 = header.get();
        require(
                chunkLog2 >= SMALLEST_CHUNK_LOG2 && chunkLog2 <= LARGEST_CHUNK_LOG2,
                "its chunks have 2^" + chunkLog2 + " bytes");
        long length = header.getLong();
        require(length >= 0, "its length is " + length);
        Uuid objectId = new Uuid(header.getLong(), header.getLong());
        WrappedKey wrappedKey = decodeWrap(header);
        while (header.hasRemaining()) {
            require(header.get() == 0, "its padding is not zero");
        }
        if (type == null) {
            throw new MalformedContainerException("Not a container: its object type is " + typeCode);
        }
        return new ContainerHeader(type, chunkLog2, length, objectId, wrappedKey);
    }

    /** What the binding is the SHA-256 of. */
    public static byte[] bindingInput(
            ObjectType type, ContainerLayout layout, Uuid objectId, SegmentIdentity identity) {
        ByteBuffer input = ByteBuffer.allocate(BINDING_LABEL.length + FIXED_BYTES + 2 * UUID_BYTES + 2 * Integer.BYTES);
        input.put(BINDING_LABEL);
        putFixed(input, type, layout, objectId);
        putUuid(input, identity.topicId());
        input.putInt(identity.partition());
        putUuid(input, identity.segmentId());
        input.putInt(type.code());
        return input.array();
    }

    /** What is authenticated with a frame beside its ciphertext. */
    public static byte[] aad(byte[] binding, long index, boolean last) {
        return ByteBuffer.allocate(binding.length + Long.BYTES + 1)
                .put(binding)
                .putLong(index)
                .put((byte) (last ? 1 : 0))
                .array();
    }

    private static void putFixed(ByteBuffer target, ContainerHeader header) {
        putFixed(target, header.type(), header.layout(), header.objectId());
    }

    private static void putFixed(ByteBuffer target, ObjectType type, ContainerLayout layout, Uuid objectId) {
        target.put(MAGIC).put((byte) VERSION).put((byte) SUITE_AES_256_GCM);
        target.put((byte) type.code()).put((byte) layout.chunkLog2());
        target.putLong(layout.plaintextBytes());
        putUuid(target, objectId);
    }

    static void putUuid(ByteBuffer target, Uuid id) {
        target.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static WrappedKey decodeWrap(ByteBuffer header) throws MalformedContainerException {
        int code = header.get();
        WrapAlgorithm algorithm = WrapAlgorithm.of(code);
        require(header.get() == 0, "a reserved byte is not zero");
        byte[] keyRef = take(header, lengthUpTo(header, WrappedKey.LONGEST_KEY_REF_BYTES, "key reference"));
        byte[] blob = take(header, lengthUpTo(header, WrappedKey.LONGEST_BLOB_BYTES, "wrapped key"));
        if (algorithm == null) {
            throw new MalformedContainerException("Not a container: its key wrap is " + code);
        }
        return new WrappedKey(algorithm, utf8(keyRef), blob);
    }

    private static String utf8(byte[] bytes) throws MalformedContainerException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedContainerException("Not a container: its key reference is not UTF-8", e);
        }
    }

    private static int lengthUpTo(ByteBuffer header, int longest, String what) throws MalformedContainerException {
        int length = Short.toUnsignedInt(header.getShort());
        require(length > 0 && length <= longest, "its " + what + " has " + length + " bytes");
        return length;
    }

    private static byte[] take(ByteBuffer source, int length) {
        byte[] bytes = new byte[length];
        source.get(bytes);
        return bytes;
    }

    private static void require(boolean holds, String finding) throws MalformedContainerException {
        if (!holds) {
            throw new MalformedContainerException("Not a container: " + finding);
        }
    }
}
