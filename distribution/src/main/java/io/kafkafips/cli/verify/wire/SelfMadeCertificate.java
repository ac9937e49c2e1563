package io.kafkafips.cli.verify.wire;

import io.kafkafips.commons.fips.FipsJca;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A key with a certificate that its holder signed himself: sound in every respect, P-256 and SHA-256, but trusted by nobody. It is what
 * anybody can make who wants to get in. The DER is written here (RFC 5280, 4.1; ITU-T X.690), because a JRE has no public way to make a
 * certificate. Stateless.
 */
final class SelfMadeCertificate {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 2;
    private static final int BIT_STRING = 3;
    private static final int OCTET_STRING = 4;
    private static final int OID = 6;
    private static final int UTF8 = 12;
    private static final int UTC_TIME = 23;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** ecdsa-with-SHA256. */
    private static final byte[] ALGORITHM = der(SEQUENCE, der(OID, hex("2a8648ce3d040302")));

    /** basicConstraints: no authority; keyUsage: digitalSignature; extendedKeyUsage: clientAuth. */
    private static final byte[] EXTENSIONS = der(
            0xa3,
            der(
                    SEQUENCE,
                    der(SEQUENCE, der(OID, hex("551d13")), hex("0101ff"), der(OCTET_STRING, der(SEQUENCE))),
                    der(SEQUENCE, der(OID, hex("551d0f")), hex("0101ff"), der(OCTET_STRING, hex("03020780"))),
                    der(
                            SEQUENCE,
                            der(OID, hex("551d25")),
                            der(OCTET_STRING, der(SEQUENCE, der(OID, hex("2b06010505070302")))))));

    private SelfMadeCertificate() {}

    /** A new one, valid for an hour before and after now. */
    static Credentials make(String commonName, Instant now) throws GeneralSecurityException {
        KeyPair pair = ProbeJca.p256();
        byte[] name = der(
                SEQUENCE,
                der(
                        SET,
                        der(
                                SEQUENCE,
                                der(OID, hex("550403")),
                                der(UTF8, commonName.getBytes(StandardCharsets.UTF_8)))));
        byte[] toBeSigned = der(
                SEQUENCE,
                der(0xa0, der(INTEGER, hex("02"))),
                der(INTEGER, hex("4b666970")),
                ALGORITHM,
                name,
                der(SEQUENCE, time(now.minusSeconds(3600)), time(now.plusSeconds(3600))),
                name,
                pair.getPublic().getEncoded(),
                EXTENSIONS);
        byte[] encoded = der(
                SEQUENCE,
                toBeSigned,
                ALGORITHM,
                der(BIT_STRING, new byte[1], ProbeJca.ecdsa(pair.getPrivate(), toBeSigned)));
        return new Credentials(pair.getPrivate(), List.of((X509Certificate)
                FipsJca.x509().generateCertificate(new ByteArrayInputStream(encoded))));
    }

    private static byte[] time(Instant instant) {
        return der(UTC_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length, and the parts one after the other. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        int length = content.size();
        if (length > 0xff) {
            encoded.write(0x82);
            encoded.write(length >> 8);
        } else if (length > 0x7f) {
            encoded.write(0x81);
        }
        encoded.write(length);
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
