package io.kafkafips.authorizer.identity;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The wire form of a {@link CertificateIdentity}, version 1. All integers are big-endian; nothing may follow. Later additions take a
 * tagged field of their own, so that nodes of both versions read this one during a rolling upgrade.
 *
 * <pre>
 * identity   = version not-after serial sha256 issuer count *principal
 * version    = %x01
 * not-after  = 8OCTET              ; milliseconds of the epoch, signed
 * serial     = length 1*64OCTET    ; two's complement, shortest form
 * sha256     = 32OCTET
 * issuer     = string
 * count      = 2OCTET              ; at most 512
 * principal  = string              ; type ":" name
 * string     = length *4096OCTET   ; UTF-8
 * length     = 2OCTET              ; unsigned
 * </pre>
 */
public final class IdentityCodec {
    private static final byte VERSION = 1;
    private static final int SHA256_BYTES = 32;
    private static final int FIXED_BYTES = 1 + Long.BYTES + Short.BYTES + SHA256_BYTES + Short.BYTES + Short.BYTES;

    private IdentityCodec() {}

    /** Writes an identity. */
    public static byte[] encode(CertificateIdentity identity) {
        byte[] serial = identity.serialNumber().toByteArray();
        byte[] issuer = identity.issuer().getBytes(StandardCharsets.UTF_8);
        List<byte[]> principals = identity.principals().stream()
                .map(principal -> principal.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = FIXED_BYTES + serial.length + issuer.length;
        for (byte[] principal : principals) {
            size += Short.BYTES + principal.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(VERSION).putLong(identity.notAfter().toEpochMilli());
        put(out, serial);
        out.put(HexFormat.of().parseHex(identity.sha256()));
        put(out, issuer);
        out.putShort((short) principals.size());
        principals.forEach(principal -> put(out, principal));
        return out.array();
    }

    /**
     * Reads an identity.
     *
     * @throws SerializationException when the bytes are not exactly one identity of version 1 within its bounds
     */
    public static CertificateIdentity decode(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            byte version = in.get();
            if (version != VERSION) {
                throw new SerializationException(
                        "Certificate identity of version " + version + ": this node reads version " + VERSION);
            }
            CertificateIdentity identity = read(in);
            if (in.hasRemaining()) {
                throw new SerializationException(
                        "Certificate identity with " + in.remaining() + " bytes too many at its end");
            }
            return identity;
        } catch (BufferUnderflowException e) {
            throw new SerializationException("Certificate identity that ends too early", e);
        } catch (CharacterCodingException e) {
            throw new SerializationException("Certificate identity with a name that is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new SerializationException("Certificate identity out of its bounds", e);
        }
    }

    private static CertificateIdentity read(ByteBuffer in) throws CharacterCodingException {
        Instant notAfter = Instant.ofEpochMilli(in.getLong());
        BigInteger serial = serial(take(in, CertificateIdentity.LONGEST_SERIAL_BYTES));
        byte[] sha256 = new byte[SHA256_BYTES];
        in.get(sha256);
        String issuer = string(in);
        int count = Short.toUnsignedInt(in.getShort());
        if (count > CertificateIdentity.MOST_PRINCIPALS) {
            throw new IllegalArgumentException(count + " principals");
        }
        List<String> principals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            principals.add(string(in));
        }
        return new CertificateIdentity(
                principals, issuer, serial, HexFormat.of().formatHex(sha256), notAfter);
    }

    private static BigInteger serial(byte[] bytes) {
        BigInteger serial = new BigInteger(bytes);
        if (serial.toByteArray().length != bytes.length) {
            throw new IllegalArgumentException("a serial number that is not in its shortest form");
        }
        return serial;
    }

    private static String string(ByteBuffer in) throws CharacterCodingException {
        byte[] bytes = take(in, CertificateIdentity.LONGEST_STRING_BYTES);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static byte[] take(ByteBuffer in, int longest) {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > longest) {
            throw new IllegalArgumentException("a field of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static void put(ByteBuffer out, byte[] bytes) {
        out.putShort((short) bytes.length).put(bytes);
    }
}
