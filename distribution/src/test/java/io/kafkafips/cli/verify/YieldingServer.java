package io.kafkafips.cli.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A server that agrees to a ClientHello by its first words whenever it is told to, whatever nonsense that has, and refuses all others by
 * alert 40. It has no keys: what it says is a ServerHello, a ServerKeyExchange and a ServerHelloDone.
 */
final class YieldingServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Predicate<Hello> agrees;
    private final boolean careful;
    private final int primeBytes;
    private final Thread thread = new Thread(this::serve, "yielding-server");

    /**
     * Starts one.
     *
     * @param agrees to which offers
     * @param careful whether it knows RFC 5746 and chooses no compression
     * @param primeBytes size of its Diffie-Hellman prime
     */
    YieldingServer(Predicate<Hello> agrees, boolean careful, int primeBytes) throws IOException {
        this.agrees = agrees;
        this.careful = careful;
        this.primeBytes = primeBytes;
        thread.setDaemon(true);
        thread.start();
    }

    /** An offer as it came over the wire. */
    record Hello(int version, List<Integer> suites, List<Integer> compressions, Map<Integer, byte[]> extensions) {
        static Hello read(DataInputStream in) throws IOException {
            in.readUnsignedByte();
            in.readUnsignedShort();
            DataInputStream hello =
                    new DataInputStream(new ByteArrayInputStream(in.readNBytes(in.readUnsignedShort())));
            hello.readInt();
            int version = hello.readUnsignedShort();
            hello.readNBytes(32);
            hello.readNBytes(hello.readUnsignedByte());
            List<Integer> suites = shorts(hello.readNBytes(hello.readUnsignedShort()));
            List<Integer> compressions = new ArrayList<>();
            for (byte method : hello.readNBytes(hello.readUnsignedByte())) {
                compressions.add((int) method);
            }
            Map<Integer, byte[]> extensions = new HashMap<>();
            if (hello.available() > 0) {
                hello.readUnsignedShort();
            }
            while (hello.available() > 0) {
                extensions.put(hello.readUnsignedShort(), hello.readNBytes(hello.readUnsignedShort()));
            }
            return new Hello(extensions.containsKey(43) ? 0x0304 : version, suites, compressions, extensions);
        }

        /** The elements of a list with its length in front. */
        List<Integer> list(int extension) {
            byte[] body = extensions.getOrDefault(extension, new byte[2]);
            return shorts(java.util.Arrays.copyOfRange(body, 2, body.length));
        }

        private static List<Integer> shorts(byte[] bytes) {
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < bytes.length; i += 2) {
                values.add((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff));
            }
            return values;
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                Hello hello = Hello.read(new DataInputStream(client.getInputStream()));
                client.getOutputStream()
                        .write(agrees.test(hello) ? agreement(hello) : new byte[] {21, 3, 3, 0, 2, 2, 40});
                client.getOutputStream().flush();
            } catch (IOException e) {
                // the next one, or the end
            }
        }
    }

    private byte[] agreement(Hello hello) throws IOException {
        ByteArrayOutputStream flight = new ByteArrayOutputStream();
        message(flight, 2, serverHello(hello));
        if (hello.version() < 0x0304) {
            message(flight, 12, keyExchange(hello));
            message(flight, 14, new byte[0]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        // two records, cut in the middle of a message
        byte[] all = flight.toByteArray();
        int cut = 9;
        for (int[] part : new int[][] {{0, cut}, {cut, all.length}}) {
            out.writeByte(22);
            out.writeShort(0x0303);
            out.writeShort(part[1] - part[0]);
            out.write(all, part[0], part[1] - part[0]);
        }
        return bytes.toByteArray();
    }

    private byte[] serverHello(Hello hello) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(Math.min(hello.version(), 0x0303));
        out.write(new byte[32]);
        out.writeByte(0);
        out.writeShort(hello.suites().get(0));
        out.writeByte(careful ? 0 : hello.compressions().get(0));
        if (hello.version() == 0x0304) {
            out.writeShort(6);
            out.writeShort(43);
            out.writeShort(2);
            out.writeShort(0x0304);
        } else if (careful) {
            out.writeShort(5);
            out.writeShort(0xff01);
            out.writeShort(1);
            out.writeByte(0);
        }
        return bytes.toByteArray();
    }

    private byte[] keyExchange(Hello hello) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (hello.suites().get(0) >> 8 == 0xC0) {
            out.writeByte(3);
            // SSLv3 has no extensions
            out.writeShort(hello.list(10).isEmpty() ? 0x17 : hello.list(10).get(0));
        } else {
            out.writeShort(primeBytes);
            byte[] prime = new byte[primeBytes];
            prime[0] = (byte) 0xff;
            out.write(prime);
        }
        return bytes.toByteArray();
    }

    private static void message(ByteArrayOutputStream out, int type, byte[] body) {
        out.write(type);
        out.write(0);
        out.write(body.length >> 8);
        out.write(body.length);
        out.writeBytes(body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
