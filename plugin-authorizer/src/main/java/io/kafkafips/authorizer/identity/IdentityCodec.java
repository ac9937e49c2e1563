package io.kafkafips.authorizer.identity;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The wire form of a {@link CertificateIdentity} without its path, version 1. All integers are big-endian; nothing may follow. Later additions take a
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
    private static final int FIXED_BYTES =
            1 + Long.BYTES + Short.BYTES + WireReader.SHA256_BYTES + Short.BYTES + Short.BYTES;

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
     * @throws org.apache.kafka.common.errors.SerializationException when the bytes are not exactly one identity of version 1 within its bounds
     */
    public static CertificateIdentity decode(byte[] bytes) {
        return WireReader.read("Certificate identity", VERSION, bytes, IdentityCodec::read);
    }

    private static CertificateIdentity read(WireReader in) throws CharacterCodingException {
        Instant notAfter = Instant.ofEpochMilli(in.int64());
        BigInteger serial = in.serial();
        String sha256 = HexFormat.of().formatHex(in.sha256());
        String issuer = in.string();
        int count = in.uint16();
        if (count > CertificateIdentity.MOST_PRINCIPALS) {
            throw new IllegalArgumentException(count + " principals");
        }
        List<String> principals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            principals.add(in.string());
        }
        return new CertificateIdentity(principals, issuer, serial, sha256, notAfter);
    }

    private static void put(ByteBuffer out, byte[] bytes) {
        out.putShort((short) bytes.length).put(bytes);
    }
}
