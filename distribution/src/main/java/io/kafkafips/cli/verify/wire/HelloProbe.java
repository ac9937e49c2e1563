package io.kafkafips.cli.verify.wire;

import io.kafkafips.commons.fips.FipsJca;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says one {@link ClientHello} to a server and reads its first flight, which is in the clear up to TLS 1.2. Goes no further: nothing is
 * ever negotiated. Stateless.
 */
public final class HelloProbe {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int NAMED_CURVE = 3;
    private static final int ELLIPTIC_CURVE_SUITES = 0xC0;
    private static final int CHACHA_SUITES = 0xCC;

    /**
     * Says it.
     *
     * @throws IOException when the server is not reached, or says nothing
     */
    public ServerAnswer send(Target server, ClientHello hello) throws IOException {
        byte[] random = new byte[32];
        try {
            FipsJca.nonceRandom().nextBytes(random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The FIPS module has no random bits", e);
        }
        try (Socket socket = server.connect()) {
            return exchange(socket, hello.encoded(server, random));
        }
    }

    private static ServerAnswer exchange(Socket socket, byte[] hello) throws IOException {
        try {
            socket.getOutputStream().write(hello);
            socket.getOutputStream().flush();
            return new Flight(new DataInputStream(socket.getInputStream())).read();
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer within " + Target.PATIENCE.toSeconds() + " s", e);
        } catch (EOFException | SocketException e) {
            return ServerAnswer.closed();
        }
    }

    /** Records of a server, put together to messages. Not thread-safe. */
    private static final class Flight {
        private final DataInputStream in;
        private DataInputStream messages = new DataInputStream(new ByteArrayInputStream(new byte[0]));
        private final List<byte[]> certificates = new ArrayList<>();
        private final Set<Integer> extensions = new HashSet<>();
        private int group = -1;
        private int primeBits;
        private int version;
        private int suite;
        private int compression;

        Flight(DataInputStream in) {
            this.in = in;
        }

        ServerAnswer read() throws IOException {
            while (true) {
                int type = in.readUnsignedByte();
                in.readUnsignedShort();
                byte[] fragment = new byte[in.readUnsignedShort()];
                in.readFully(fragment);
                if (type == ALERT && fragment.length >= 2) {
                    return ServerAnswer.alert(Byte.toUnsignedInt(fragment[1]));
                }
                if (type != HANDSHAKE) {
                    return version == 0 ? ServerAnswer.closed() : answer();
                }
                messages = new DataInputStream(new SequenceInputStream(messages, new ByteArrayInputStream(fragment)));
                if (takeMessages()) {
                    return answer();
                }
            }
        }

        private ServerAnswer answer() {
            return new ServerAnswer(
                    ServerAnswer.Kind.SERVER_HELLO,
                    -1,
                    version,
                    suite,
                    compression,
                    extensions,
                    certificates,
                    group,
                    primeBits);
        }

        /** Takes whole messages and leaves the rest of one for the next record; true after the last that is in the clear. */
        private boolean takeMessages() throws IOException {
            byte[] all = messages.readAllBytes();
            int position = 0;
            while (all.length - position >= 4) {
                int length =
                        (all[position + 1] & 0xff) << 16 | (all[position + 2] & 0xff) << 8 | (all[position + 3] & 0xff);
                if (all.length - position - 4 < length) {
                    break;
                }
                byte[] body = new byte[length];
                System.arraycopy(all, position + 4, body, 0, length);
                if (take(all[position], body)) {
                    return true;
                }
                position += 4 + length;
            }
            messages = new DataInputStream(new ByteArrayInputStream(all, position, all.length - position));
            return false;
        }

        private boolean take(int type, byte[] body) throws IOException {
            switch (type) {
                case SERVER_HELLO -> takeHello(new DataInputStream(new ByteArrayInputStream(body)));
                case CERTIFICATE -> takeCertificates(new DataInputStream(new ByteArrayInputStream(body)));
                case SERVER_KEY_EXCHANGE -> takeKeyExchange(new DataInputStream(new ByteArrayInputStream(body)));
                default -> {
                    return type == SERVER_HELLO_DONE;
                }
            }
            return version == ClientHello.TLS_1_3;
        }

        private void takeHello(DataInputStream hello) throws IOException {
            version = hello.readUnsignedShort();
            hello.readNBytes(32);
            hello.readNBytes(hello.readUnsignedByte());
            suite = hello.readUnsignedShort();
            compression = hello.readUnsignedByte();
            if (hello.available() < 2) {
                return;
            }
            hello.readUnsignedShort();
            while (hello.available() >= 4) {
                int number = hello.readUnsignedShort();
                byte[] content = hello.readNBytes(hello.readUnsignedShort());
                extensions.add(number);
                if (number == ClientHello.SUPPORTED_VERSIONS && content.length == 2) {
                    version = (content[0] & 0xff) << 8 | (content[1] & 0xff);
                }
            }
        }

        /** A curve begins with its kind, 3, and its number (RFC 8422, 5.4), a finite field with its prime (RFC 5246, 7.4.3). */
        private void takeKeyExchange(DataInputStream parameters) throws IOException {
            if (suite >> 8 != ELLIPTIC_CURVE_SUITES && suite >> 8 != CHACHA_SUITES) {
                primeBits = new BigInteger(1, parameters.readNBytes(parameters.readUnsignedShort())).bitLength();
            } else if (parameters.readUnsignedByte() == NAMED_CURVE) {
                group = parameters.readUnsignedShort();
            }
        }

        private void takeCertificates(DataInputStream list) throws IOException {
            length24(list);
            while (list.available() > 3) {
                certificates.add(list.readNBytes(length24(list)));
            }
        }

        private static int length24(DataInputStream in) throws IOException {
            return in.readUnsignedByte() << 16 | in.readUnsignedShort();
        }
    }
}
