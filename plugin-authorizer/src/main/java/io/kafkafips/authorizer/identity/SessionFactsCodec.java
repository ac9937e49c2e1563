package io.kafkafips.authorizer.identity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The wire form of {@link SessionFacts}, version 1; nothing may follow.
 *
 * <pre>
 * session   = version listener protocol
 * version   = %x01
 * listener  = string
 * protocol  = string
 * string    = length *255OCTET     ; UTF-8
 * length    = OCTET
 * </pre>
 */
public final class SessionFactsCodec {
    private static final byte VERSION = 1;

    private SessionFactsCodec() {}

    /** Writes them; a name that is too long is written as not known, which satisfies no condition. */
    public static byte[] encode(SessionFacts facts) {
        byte[] listener = bytes(facts.listener());
        byte[] protocol = bytes(facts.protocol());
        return ByteBuffer.allocate(3 + listener.length + protocol.length)
                .put(VERSION)
                .put((byte) listener.length)
                .put(listener)
                .put((byte) protocol.length)
                .put(protocol)
                .array();
    }

    /**
     * Reads them.
     *
     * @throws SerializationException when the bytes are not exactly one of version 1
     */
    public static SessionFacts decode(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            byte version = in.get();
            if (version != VERSION) {
                throw new SerializationException(
                        "Session facts of version " + version + ": this node reads version " + VERSION);
            }
            SessionFacts facts = new SessionFacts(string(in), string(in));
            if (in.hasRemaining()) {
                throw new SerializationException("Session facts with " + in.remaining() + " bytes too many");
            }
            return facts;
        } catch (BufferUnderflowException e) {
            throw new SerializationException("Session facts that end too early", e);
        } catch (CharacterCodingException e) {
            throw new SerializationException("Session facts with a name that is not UTF-8", e);
        }
    }

    private static byte[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length <= SessionFacts.LONGEST_STRING_BYTES ? utf8 : Arrays.copyOf(utf8, 0);
    }

    private static String string(ByteBuffer in) throws CharacterCodingException {
        byte[] utf8 = new byte[Byte.toUnsignedInt(in.get())];
        in.get(utf8);
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}
