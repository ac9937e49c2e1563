package io.kafkafips.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;

/**
 * A bare TLS ClientHello (RFC 5246, RFC 8446), written byte by byte: it offers what the TLS stack of this JVM never would, and tells
 * what the server answers. Immutable.
 *
 * @param version highest version on offer: {@code 0x0302} TLS 1.1, {@code 0x0303} TLS 1.2, {@code 0x0304} TLS 1.3
 * @param cipherSuites IANA numbers of the suites on offer
 * @param extendedMasterSecret whether it offers the extended master secret (RFC 7627)
 * @param signatureSchemes IANA numbers of the signature schemes on offer
 */
public record TlsHello(
        int version, List<Integer> cipherSuites, boolean extendedMasterSecret, List<Integer> signatureSchemes) {
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;
    public static final int TLS_1_3 = 0x0304;
    public static final int TLS_AES_256_GCM_SHA384 = 0x1302;
    public static final int TLS_CHACHA20_POLY1305_SHA256 = 0x1303;
    public static final int TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 = 0xC02C;
    public static final int TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA = 0xC009;
    public static final int TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 = 0xCCA9;
    public static final int ED25519 = 0x0807;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;
    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM_BYTES = 32;
    private static final int[] GROUPS = {0x0017, 0x0018};
    private static final List<Integer> USUAL_SCHEMES = List.of(0x0403, 0x0503, 0x0804, 0x0401, 0x0203);

    public TlsHello {
        cipherSuites = List.copyOf(cipherSuites);
        signatureSchemes = List.copyOf(signatureSchemes);
    }

    public TlsHello(int version, List<Integer> cipherSuites, boolean extendedMasterSecret) {
        this(version, cipherSuites, extendedMasterSecret, USUAL_SCHEMES);
    }

    public TlsHello(int version, List<Integer> cipherSuites) {
        this(version, cipherSuites, true);
    }

    /** The same with these signature schemes alone. */
    public TlsHello withSignatureSchemes(Integer... schemes) {
        return new TlsHello(version, cipherSuites, extendedMasterSecret, List.of(schemes));
    }

    /** The record that goes over the wire. */
    public byte[] encoded() throws IOException {
        return record(clientHello());
    }

    /**
     * What the server said.
     *
     * @param kind whether it went on with the handshake
     * @param alert number of the alert (RFC 8446, section 6), -1 without one
     */
    public record Answer(Kind kind, int alert) {
        /** The three ways to answer. */
        public enum Kind {
            SERVER_HELLO,
            ALERT,
            CLOSED
        }

        @Override
        public String toString() {
            return switch (kind) {
                case SERVER_HELLO -> "ServerHello";
                case CLOSED -> "connection closed";
                case ALERT ->
                    "alert " + alert
                            + (alert == 70 ? " (protocol_version)" : alert == 40 ? " (handshake_failure)" : "");
            };
        }
    }

    /** Says hello to a port on loopback. */
    public Answer sendTo(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) TIMEOUT.toMillis());
            socket.getOutputStream().write(encoded());
            socket.getOutputStream().flush();
            return answer(new DataInputStream(socket.getInputStream()));
        }
    }

    private static Answer answer(DataInputStream in) throws IOException {
        try {
            int type = in.readUnsignedByte();
            in.readUnsignedShort();
            in.readUnsignedShort();
            if (type == ALERT) {
                in.readUnsignedByte();
                return new Answer(Answer.Kind.ALERT, in.readUnsignedByte());
            }
            return new Answer(type == HANDSHAKE ? Answer.Kind.SERVER_HELLO : Answer.Kind.CLOSED, -1);
        } catch (EOFException | SocketException e) {
            return new Answer(Answer.Kind.CLOSED, -1);
        }
    }

    private byte[] clientHello() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream hello = new DataOutputStream(bytes);
        hello.writeShort(Math.min(version, TLS_1_2));
        hello.write(new byte[RANDOM_BYTES]);
        hello.writeByte(0);
        hello.writeShort(cipherSuites.size() * 2);
        for (int suite : cipherSuites) {
            hello.writeShort(suite);
        }
        hello.writeByte(1);
        hello.writeByte(0);
        byte[] extensions = extensions();
        hello.writeShort(extensions.length);
        hello.write(extensions);
        return bytes.toByteArray();
    }

    private byte[] extensions() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        shorts(out, 10, GROUPS);
        shorts(out, 13, signatureSchemes.stream().mapToInt(Integer::intValue).toArray());
        if (extendedMasterSecret) {
            out.writeShort(23);
            out.writeShort(0);
        }
        // point formats: uncompressed
        out.writeShort(11);
        out.writeShort(2);
        out.writeShort(0x0100);
        if (version == TLS_1_3) {
            out.writeShort(43);
            out.writeShort(3);
            out.writeByte(2);
            out.writeShort(TLS_1_3);
            // no key share yet: a willing server answers with HelloRetryRequest, which is a ServerHello
            out.writeShort(51);
            out.writeShort(2);
            out.writeShort(0);
        }
        return bytes.toByteArray();
    }

    private static void shorts(DataOutputStream out, int extension, int[] values) throws IOException {
        out.writeShort(extension);
        out.writeShort(values.length * 2 + 2);
        out.writeShort(values.length * 2);
        for (int value : values) {
            out.writeShort(value);
        }
    }

    private static byte[] record(byte[] hello) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(HANDSHAKE);
        out.writeShort(0x0301);
        out.writeShort(hello.length + 4);
        out.writeByte(CLIENT_HELLO);
        out.writeByte(0);
        out.writeShort(hello.length);
        out.write(hello);
        return bytes.toByteArray();
    }
}
