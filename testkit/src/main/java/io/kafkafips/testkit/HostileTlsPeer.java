package io.kafkafips.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A client that never means well: it opens connections to a TLS server on loopback and says what no TLS stack would, over raw sockets.
 * What connection number {@code n} of a seed says depends on nothing else, so that a failure can be repeated alone. Thread-safe.
 */
public final class HostileTlsPeer {
    private static final int CONNECT_TIMEOUT_MILLIS =
            (int) Duration.ofSeconds(30).toMillis();
    private static final int ANSWER_TIMEOUT_MILLIS = 1_000;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO_DONE = 14;

    private final int port;
    private final long seed;
    private final HostileMessages messages;

    /**
     * A peer of one server.
     *
     * @param port where it listens
     * @param seed of everything random
     * @param chains certificate chains, as DER, that it shows in TLS 1.2 besides broken ones
     */
    public HostileTlsPeer(int port, long seed, List<List<byte[]>> chains) {
        this.port = port;
        this.seed = seed;
        this.messages = new HostileMessages(chains);
    }

    /** How the server ended a connection. */
    public enum Answer {
        /** A TLS alert. */
        ALERT,
        /** The end of the connection without a word. */
        CLOSED,
        /** Nothing within a second: it waits for the rest of a message. */
        WAITS
    }

    /** Makes that many connections, so many at a time, and counts the answers. */
    public Map<Answer, Integer> attack(int connections, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Answer>> answers = IntStream.range(0, connections)
                    .mapToObj(number -> pool.submit(() -> attack(number)))
                    .toList();
            Map<Answer, Integer> counts = new EnumMap<>(Answer.class);
            for (Future<Answer> answer : answers) {
                counts.merge(answer.get(), 1, Integer::sum);
            }
            return counts;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The server does not accept connections any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Makes connection number {@code n}. */
    public Answer attack(int number) throws IOException {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            return talk(socket, random);
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            // reset in the middle of connect, setsockopt or close: accepted, and ended at once
            return Answer.CLOSED;
        }
    }

    private Answer talk(Socket socket, SplittableRandom random) throws IOException {
        try {
            boolean late = random.nextInt(3) == 0;
            socket.getOutputStream().write(late ? messages.goodTls12Hello(random) : messages.firstWords(random));
            socket.getOutputStream().flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (late && untilServerHelloDone(in)) {
                socket.getOutputStream().write(messages.lateWords(random));
                socket.getOutputStream().flush();
            }
            return answer(in);
        } catch (SocketTimeoutException e) {
            return Answer.WAITS;
        } catch (EOFException | SocketException e) {
            return Answer.CLOSED;
        }
    }

    /** Reads the server's first flight of TLS 1.2, which is in the clear; false when there is none. */
    private static boolean untilServerHelloDone(DataInputStream in) throws IOException {
        ByteArrayOutputStream flight = new ByteArrayOutputStream();
        while (true) {
            int type = in.readUnsignedByte();
            in.readUnsignedShort();
            byte[] fragment = new byte[in.readUnsignedShort()];
            in.readFully(fragment);
            if (type != HANDSHAKE) {
                return false;
            }
            flight.writeBytes(fragment);
            byte[] all = flight.toByteArray();
            int end = all.length - 4;
            if (end >= 0
                    && all[end] == SERVER_HELLO_DONE
                    && all[end + 1] == 0
                    && all[end + 2] == 0
                    && all[end + 3] == 0) {
                return true;
            }
        }
    }

    private static Answer answer(DataInputStream in) throws IOException {
        while (true) {
            int type = in.readUnsignedByte();
            in.readUnsignedShort();
            in.readFully(new byte[in.readUnsignedShort()]);
            if (type == ALERT) {
                return Answer.ALERT;
            }
        }
    }
}
