package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The wire form of a {@link PathStanding}, version 1, in a tagged field beside the one of {@link IdentityCodec}: a node that does not
 * know it skips it, and one that misses it knows the client's certificate alone. All integers are big-endian; nothing may follow.
 *
 * <pre>
 * path        = version revoked not-after count *certificate
 * version     = %x01
 * revoked     = %x00 / %x01
 * not-after   = 8OCTET              ; milliseconds of the epoch, signed
 * count       = OCTET               ; at most 16
 * certificate = key serial name
 * key         = 32OCTET             ; SHA-256 of the issuer's SubjectPublicKeyInfo
 * serial      = length 1*64OCTET    ; two's complement, shortest form
 * name        = length *4096OCTET   ; canonical name of the issuer, UTF-8
 * length      = 2OCTET              ; unsigned
 * </pre>
 */
public final class PathStandingCodec {
    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = 1 + 1 + Long.BYTES + 1;

    private PathStandingCodec() {}

    /** Writes a standing. */
    public static byte[] encode(PathStanding path) {
        int size = FIXED_BYTES;
        for (CertificateId certificate : path.certificates()) {
            size += WireReader.SHA256_BYTES
                    + Short.BYTES
                    + certificate.serialNumber().toByteArray().length
                    + Short.BYTES
                    + certificate.issuer().name().getBytes(StandardCharsets.UTF_8).length;
        }
        ByteBuffer out = ByteBuffer.allocate(size)
                .put(VERSION)
                .put((byte) (path.revoked() ? 1 : 0))
                .putLong(path.notAfter().toEpochMilli())
                .put((byte) path.certificates().size());
        for (CertificateId certificate : path.certificates()) {
            out.put(HexFormat.of().parseHex(certificate.issuer().keySha256()));
            put(out, certificate.serialNumber().toByteArray());
            put(out, certificate.issuer().name().getBytes(StandardCharsets.UTF_8));
        }
        return out.array();
    }

    /**
     * Reads a standing.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the bytes are not exactly one of version 1 within its bounds
     */
    public static PathStanding decode(byte[] bytes) {
        return WireReader.read("Certificate path", VERSION, bytes, PathStandingCodec::read);
    }

    private static PathStanding read(WireReader in) throws CharacterCodingException {
        int revoked = in.uint8();
        if (revoked > 1) {
            throw new IllegalArgumentException("a flag of " + revoked);
        }
        Instant notAfter = Instant.ofEpochMilli(in.int64());
        int count = in.uint8();
        if (count > PathStanding.MOST_CERTIFICATES) {
            throw new IllegalArgumentException(count + " certificates");
        }
        List<CertificateId> certificates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String key = HexFormat.of().formatHex(in.sha256());
            BigInteger serial = in.serial();
            certificates.add(new CertificateId(new IssuerId(in.string(), key), serial));
        }
        return new PathStanding(certificates, notAfter, revoked == 1);
    }

    private static void put(ByteBuffer out, byte[] bytes) {
        out.putShort((short) bytes.length).put(bytes);
    }
}
