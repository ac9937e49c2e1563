package io.kafkafips.cli.verify.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * The request with which Kafka's clients begin, ApiVersions version 0: every broker and controller answers it, before any
 * authorization. Whoever answers it to somebody has let him in. Stateless.
 */
public final class KafkaGreeting {
    private static final int API_VERSIONS = 18;
    private static final int CORRELATION = 0x6b666970;
    private static final byte[] CLIENT = "kafka-fips-verify".getBytes(StandardCharsets.US_ASCII);

    private KafkaGreeting() {}

    /**
     * Whether a server answers it without TLS.
     *
     * @throws IOException when the server is not reached
     */
    public static boolean isAnsweredInPlaintext(Target server) throws IOException {
        try (Socket socket = server.connect()) {
            return isAnsweredBy(socket);
        }
    }

    private static boolean isAnsweredBy(Socket socket) throws IOException {
        try {
            return isAnswered(socket.getOutputStream(), socket.getInputStream());
        } catch (SocketTimeoutException e) {
            // connected, and not a word
            return false;
        }
    }

    /** Whether it is answered; the end of the connection is no answer. */
    static boolean isAnswered(OutputStream out, InputStream in) throws IOException {
        try {
            out.write(request());
            out.flush();
            DataInputStream answer = new DataInputStream(in);
            int length = answer.readInt();
            return length >= 6 && answer.readInt() == CORRELATION;
        } catch (EOFException | SocketException e) {
            return false;
        }
    }

    private static byte[] request() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(10 + CLIENT.length);
        out.writeShort(API_VERSIONS);
        out.writeShort(0);
        out.writeInt(CORRELATION);
        out.writeShort(CLIENT.length);
        out.write(CLIENT);
        return bytes.toByteArray();
    }
}
