package io.kafkafips.cli.verify.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The first message of a TLS client, written byte by byte, so that it can offer what the FIPS module does not have. Immutable.
 *
 * <pre>
 * record      = 0x16 version length handshake                              RFC 5246, 6.2.1; RFC 8446, 5.1
 * handshake   = 0x01 length24 client-hello                                 RFC 8446, 4
 * client-hello = version random[32] session-id suites compressions extensions   RFC 5246, 7.4.1.2; RFC 8446, 4.1.2
 * </pre>
 *
 * <p>An offer of TLS 1.3 has no key share: a willing server answers with HelloRetryRequest, which is a ServerHello.
 *
 * @param version the highest on offer, and the only one from TLS 1.3
 * @param suites IANA numbers of cipher suites
 * @param groups IANA numbers of groups; none leave the extension out
 * @param schemes IANA numbers of signature schemes
 * @param compressions numbers of compression methods
 * @param extendedMasterSecret whether it offers RFC 7627
 */
public record ClientHello(
        int version,
        List<Integer> suites,
        List<Integer> groups,
        List<Integer> schemes,
        List<Integer> compressions,
        boolean extendedMasterSecret) {
    public static final int SSL_3 = 0x0300;
    public static final int TLS_1_0 = 0x0301;
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;
    public static final int TLS_1_3 = 0x0304;

    /** secp256r1, secp384r1, secp521r1, ffdhe2048, ffdhe3072, ffdhe4096. */
    public static final List<Integer> APPROVED_GROUPS = List.of(0x17, 0x18, 0x19, 0x100, 0x101, 0x102);

    /** ECDSA and RSA, PSS and PKCS#1, with SHA-256, SHA-384 and SHA-512. */
    public static final List<Integer> APPROVED_SCHEMES =
            List.of(0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601);

    static final int SERVER_NAME = 0;
    static final int SUPPORTED_VERSIONS = 43;
    static final int RENEGOTIATION_INFO = 0xff01;

    private static final int RANDOM_BYTES = 32;
    private static final int HANDSHAKE = 22;

    public ClientHello {
        suites = List.copyOf(suites);
        groups = List.copyOf(groups);
        schemes = List.copyOf(schemes);
        compressions = List.copyOf(compressions);
    }

    /** One that is approved in all but what is named. */
    public static ClientHello of(int version, CipherSuites suites) {
        return new ClientHello(version, suites.numbers(), APPROVED_GROUPS, APPROVED_SCHEMES, List.of(0), true);
    }

    public ClientHello withGroups(Integer... numbers) {
        return new ClientHello(version, suites, List.of(numbers), schemes, compressions, extendedMasterSecret);
    }

    public ClientHello withSchemes(Integer... numbers) {
        return new ClientHello(version, suites, groups, List.of(numbers), compressions, extendedMasterSecret);
    }

    public ClientHello withCompressions(Integer... numbers) {
        return new ClientHello(version, suites, groups, schemes, List.of(numbers), extendedMasterSecret);
    }

    public ClientHello withoutExtendedMasterSecret() {
        return new ClientHello(version, suites, groups, schemes, compressions, false);
    }

    /** What the version is called. */
    public static String versionName(int version) {
        return switch (version) {
            case SSL_3 -> "SSLv3";
            case TLS_1_0 -> "TLS 1.0";
            case TLS_1_1 -> "TLS 1.1";
            case TLS_1_2 -> "TLS 1.2";
            case TLS_1_3 -> "TLS 1.3";
            default -> "version 0x" + Integer.toHexString(version);
        };
    }

    /** The record for the wire. */
    byte[] encoded(Target server, byte[] random) throws IOException {
        byte[] hello = body(server, random);
        return bytes(out -> {
            out.writeByte(HANDSHAKE);
            out.writeShort(Math.min(version, TLS_1_0));
            out.writeShort(hello.length + 4);
            out.writeByte(1);
            out.writeByte(0);
            out.writeShort(hello.length);
            out.write(hello);
        });
    }

    private byte[] body(Target server, byte[] random) throws IOException {
        byte[] extensions = bytes(out -> extensions(out, server));
        return bytes(out -> {
            out.writeShort(Math.min(version, TLS_1_2));
            out.write(random, 0, RANDOM_BYTES);
            out.writeByte(0);
            shorts(out, suites);
            out.writeByte(compressions.size());
            for (int method : compressions) {
                out.writeByte(method);
            }
            if (version > SSL_3) {
                out.writeShort(extensions.length);
                out.write(extensions);
            }
        });
    }

    private void extensions(DataOutputStream out, Target server) throws IOException {
        if (!server.isAddress()) {
            byte[] name = server.host().getBytes(StandardCharsets.US_ASCII);
            extension(out, SERVER_NAME, body -> {
                body.writeShort(name.length + 3);
                body.writeByte(0);
                body.writeShort(name.length);
                body.write(name);
            });
        }
        if (!groups.isEmpty()) {
            extension(out, 10, body -> shorts(body, groups));
        }
        if (version >= TLS_1_2) {
            extension(out, 13, body -> shorts(body, schemes));
        }
        if (extendedMasterSecret) {
            extension(out, 23, body -> {});
        }
        // point formats: uncompressed
        extension(out, 11, body -> body.writeShort(0x0100));
        extension(out, RENEGOTIATION_INFO, body -> body.writeByte(0));
        if (version == TLS_1_3) {
            extension(out, SUPPORTED_VERSIONS, body -> {
                body.writeByte(2);
                body.writeShort(TLS_1_3);
            });
            extension(out, 51, body -> body.writeShort(0));
        }
    }

    /** Writes into a message. */
    @FunctionalInterface
    private interface Part {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static void extension(DataOutputStream out, int number, Part content) throws IOException {
        byte[] body = bytes(content);
        out.writeShort(number);
        out.writeShort(body.length);
        out.write(body);
    }

    private static void shorts(DataOutputStream out, List<Integer> values) throws IOException {
        out.writeShort(values.size() * 2);
        for (int value : values) {
            out.writeShort(value);
        }
    }

    private static byte[] bytes(Part part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        part.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
