package io.kafkafips.authorizer.identity;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;

/** Reads the elements that the wire forms of this package share, each within its bounds. Not thread-safe. */
final class WireReader {
    static final int SHA256_BYTES = 32;

    private final String what;
    private final ByteBuffer in;

    private WireReader(String what, byte[] bytes) {
        this.what = what;
        this.in = ByteBuffer.wrap(bytes);
    }

    /** The body of one wire form. */
    @FunctionalInterface
    interface Body<T> {
        /**
         * Reads it.
         *
         * @throws IllegalArgumentException when a value is out of its bounds
         */
        T read(WireReader in) throws CharacterCodingException;
    }

    /**
     * Reads a version byte, a body and nothing after it.
     *
     * @param what the wire form, for messages
     * @throws SerializationException when the bytes are not exactly that
     */
    static <T> T read(String what, byte version, byte[] bytes, Body<T> body) {
        try {
            WireReader reader = new WireReader(what, bytes);
            reader.requireVersion(version);
            T read = body.read(reader);
            reader.requireEnd();
            return read;
        } catch (BufferUnderflowException e) {
            throw new SerializationException(what + " that ends too early", e);
        } catch (CharacterCodingException e) {
            throw new SerializationException(what + " with a name that is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(what + " out of its bounds", e);
        }
    }

    private void requireVersion(byte known) {
        byte version = in.get();
        if (version != known) {
            throw new SerializationException(what + " of version " + version + ": this node reads version " + known);
        }
    }

    private void requireEnd() {
        if (in.hasRemaining()) {
            throw new SerializationException(what + " with " + in.remaining() + " bytes too many at its end");
        }
    }

    long int64() {
        return in.getLong();
    }

    int uint16() {
        return Short.toUnsignedInt(in.getShort());
    }

    int uint8() {
        return Byte.toUnsignedInt(in.get());
    }

    byte[] sha256() {
        byte[] digest = new byte[SHA256_BYTES];
        in.get(digest);
        return digest;
    }

    /** A length of two octets, then two's complement in its shortest form. */
    BigInteger serial() {
        byte[] bytes = take(CertificateIdentity.LONGEST_SERIAL_BYTES);
        BigInteger serial = new BigInteger(bytes);
        if (serial.toByteArray().length != bytes.length) {
            throw new IllegalArgumentException("a serial number that is not in its shortest form");
        }
        return serial;
    }

    /** A length of two octets, then UTF-8. */
    String string() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(take(CertificateIdentity.LONGEST_STRING_BYTES)))
                .toString();
    }

    private byte[] take(int longest) {
        int length = uint16();
        if (length > longest) {
            throw new IllegalArgumentException("a field of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
