package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.EngineSocket;
import io.kafkafips.ssl.SunJssePeer;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our record layer against itself, against stock BCJSSE in this JVM, and against SunJSSE in a JVM of its own. */
class RecordInteropTest {
    private static final int LARGEST_RECORD = 16 * 1024;
    private static final int BUFFER_BYTES = 128 * 1024;

    @TempDir
    static Path folder;

    /** Opening a store takes its time, and the connections of a broker share it, too. */
    private static final Map<String, SslEngineFactory> FACTORIES = new HashMap<>();

    private static Pki authority;
    private static Identity node;
    private static TestSettings settings;

    private final Random random = new Random(8446);

    @BeforeAll
    static void stores() {
        authority = Pki.root("CN=ca");
        node = authority.issue(CertificateSpec.localServer("CN=node"));
        settings = TestSettings.bcfks(folder, "node", node, authority).with("ssl.client.auth", "required");
    }

    @ParameterizedTest
    @CsvSource({
        "OURS, OURS, TLSv1.3", "OURS, STOCK, TLSv1.3", "STOCK, OURS, TLSv1.3",
        "OURS, OURS, TLSv1.2", "OURS, STOCK, TLSv1.2", "STOCK, OURS, TLSv1.2",
    })
    void records_ofEverySizeInBothDirections_arrive(Stack clientStack, Stack serverStack, String protocol)
            throws Exception {
        Conversation connected = connect(clientStack, serverStack, protocol);

        for (int size : sizes()) {
            byte[] message = message(size);
            assertThat(send(connected.client(), connected.server(), message)).isEqualTo(message);
            assertThat(send(connected.server(), connected.client(), message)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3", "TLSv1.2"})
    void record_anyByteChanged_isRefusedAndNothingIsReleased(String protocol) throws Exception {
        int length = seal(connect(Stack.OURS, Stack.OURS, protocol).client(), message(20)).length;
        int header = 5;

        // a connection ends with its first bad record; GcmRecordCipherTest changes every byte
        for (int at = header; at < length; at += 3) {
            Conversation connected = connect(Stack.OURS, Stack.OURS, protocol);
            byte[] record = seal(connected.client(), message(20));
            record[at] ^= (byte) (1 << random.nextInt(8));
            ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES);

            assertThatThrownBy(() -> connected.server().unwrap(ByteBuffer.wrap(record), plain))
                    .isInstanceOf(SSLException.class)
                    .hasStackTraceContaining("bad_record_mac(20)");
            assertThat(plain.position()).isZero();
            assertThat(plain.array()).containsOnly(0);
        }
    }

    /** The sequence number is part of the nonce (TLS 1.3) or of the authenticated data (TLS 1.2). */
    @ParameterizedTest
    @CsvSource({"TLSv1.3, 0", "TLSv1.3, 2", "TLSv1.2, 0", "TLSv1.2, 2"})
    void record_replayedOrOutOfOrder_isRefused(String protocol, int which) throws Exception {
        Conversation connected = connect(Stack.OURS, Stack.OURS, protocol);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            records.add(seal(connected.client(), message(100)));
        }
        connected.server().unwrap(ByteBuffer.wrap(records.get(0)), ByteBuffer.allocate(BUFFER_BYTES));

        assertThatThrownBy(() -> connected
                        .server()
                        .unwrap(ByteBuffer.wrap(records.get(which)), ByteBuffer.allocate(BUFFER_BYTES)))
                .isInstanceOf(SSLException.class)
                .hasStackTraceContaining("bad_record_mac(20)");
    }

    /** RFC 5288: the explicit part of the nonce, which the module's generator makes, never comes twice. */
    @ParameterizedTest
    @CsvSource({"OURS", "STOCK"})
    void tls12Records_explicitNonces_areAllDifferent(Stack stack) throws Exception {
        Conversation connected = connect(stack, Stack.OURS, "TLSv1.2");
        List<String> nonces = new ArrayList<>();

        for (int i = 0; i < 1000; i++) {
            byte[] record = seal(connected.client(), message(1));
            nonces.add(Arrays.toString(Arrays.copyOfRange(record, 5, 13)));
        }

        assertThat(nonces).doesNotHaveDuplicates();
    }

    /** Without this a change in bctls could quietly bring back its own cipher. */
    @ParameterizedTest
    @CsvSource({"TLSv1.3", "TLSv1.2"})
    void records_bothDirections_areOfOurCipher(String protocol) throws Exception {
        Conversation connected = connect(Stack.OURS, Stack.OURS, protocol);

        Object records = field(field(bcjsse(connected.server()), "protocol"), "recordStream");

        for (String direction : List.of("readCipher", "writeCipher")) {
            Object cipher = field(records, direction);
            assertThat(field(cipher, "encryptCipher").getClass().getSimpleName())
                    .isEqualTo("GcmRecordCipher");
            assertThat(field(cipher, "decryptCipher").getClass().getSimpleName())
                    .isEqualTo("GcmRecordCipher");
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, server", "TLSv1.3, client", "TLSv1.2, server", "TLSv1.2, client"})
    void records_sunJssePeer_echoesEverySize(String protocol, String roleOfThePeer) throws Exception {
        Process peer = sunJsse(protocol, roleOfThePeer);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portOf(peer));
                EngineSocket tls = new EngineSocket(engineAgainst(roleOfThePeer, protocol), socket)) {
            socket.setSoTimeout(20_000);

            for (int size : sizes()) {
                byte[] message = message(Math.max(1, size));
                tls.write(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(message.length)
                        .array());
                tls.write(message);
                assertThat(tls.read(message.length)).isEqualTo(message);
            }
            tls.write(new byte[Integer.BYTES]);

            assertThat(tls.read(3)).asString(StandardCharsets.US_ASCII).isEqualTo("bye");
            assertThat(tls.engine().getSession().getProtocol()).isEqualTo(protocol);
        } finally {
            peer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** RFC 8446, section 4.6.3: this peer renews its keys, and asks for ours, every 64 KiB. */
    @Test
    void keyUpdate_askedForByTheSunJssePeer_changesTheKeysOfBothDirections() throws Exception {
        Process peer = sunJsse("TLSv1.3", "server");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portOf(peer));
                EngineSocket tls = new EngineSocket(engineAgainst("server", "TLSv1.3"), socket)) {
            socket.setSoTimeout(20_000);
            List<String> ivs = new ArrayList<>();

            for (int i = 0; i < 4; i++) {
                byte[] message = message(100_000);
                tls.write(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(message.length)
                        .array());
                tls.write(message);
                assertThat(tls.read(message.length)).isEqualTo(message);
                ivs.add(iv(tls.engine(), "readCipher", "decryptNonce"));
                ivs.add(iv(tls.engine(), "writeCipher", "encryptNonce"));
            }

            assertThat(ivs).doesNotHaveDuplicates();
        } finally {
            peer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** The part of a TLS 1.3 nonce that belongs to the key. */
    private static String iv(SSLEngine engine, String cipher, String nonce) throws ReflectiveOperationException {
        Object records = field(field(bcjsse(engine), "protocol"), "recordStream");
        return Arrays.toString((byte[]) field(field(records, cipher), nonce));
    }

    /** The engine inside ours. */
    private static Object bcjsse(SSLEngine engine) throws ReflectiveOperationException {
        Object inner = engine;
        while (inner.getClass().getName().startsWith("io.kafkafips.")) {
            inner = field(inner, "delegate");
        }
        return inner;
    }

    private static Process sunJsse(String protocol, String role) throws Exception {
        Path limits =
                Files.writeString(folder.resolve("limits"), "jdk.tls.keyLimits=AES/GCM/NoPadding KeyUpdate 2^16\n");
        Path key = node.writePem(folder.resolve("node.pem"));
        Path trust = authority.writePem(folder.resolve("ca.pem"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assumeThat(java).isExecutable();
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.security.properties=" + limits,
                "-cp",
                System.getProperty("java.class.path"),
                SunJssePeer.class.getName(),
                key.toString(),
                trust.toString(),
                protocol,
                role);
        return builder.redirectError(folder.resolve("peer.log").toFile()).start();
    }

    private static int portOf(Process peer) throws Exception {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
        String line = reader.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = reader.readLine();
        }
        assertThat(line).as(Files.readString(folder.resolve("peer.log"))).isNotNull();
        return Integer.parseInt(line.substring(5));
    }

    private static SSLEngine engineAgainst(String roleOfThePeer, String protocol) {
        SslEngineFactory factory = Stack.OURS.factory(protocol);
        return roleOfThePeer.equals("server")
                ? factory.createClientSslEngine("localhost", 1, "")
                : factory.createServerSslEngine("localhost", 1);
    }

    private static Conversation connect(Stack clientStack, Stack serverStack, String protocol) throws Exception {
        Conversation conversation = Conversation.between(
                clientStack.factory(protocol).createClientSslEngine("localhost", 9093, ""),
                serverStack.factory(protocol).createServerSslEngine("localhost", 1));
        assertThat(conversation.succeeded()).isTrue();
        return conversation;
    }

    private static byte[] seal(SSLEngine from, byte[] message) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(BUFFER_BYTES);
        from.wrap(ByteBuffer.wrap(message), record);
        return Arrays.copyOf(record.array(), record.position());
    }

    /** Wraps all of a message and unwraps what came of it. */
    private static byte[] send(SSLEngine from, SSLEngine to, byte[] message) throws SSLException {
        ByteBuffer source = ByteBuffer.wrap(message);
        ByteBuffer wire = ByteBuffer.allocate(BUFFER_BYTES);
        do {
            from.wrap(source, wire);
        } while (source.hasRemaining());
        wire.flip();
        ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES);
        while (wire.hasRemaining()) {
            to.unwrap(wire, plain);
        }
        return Arrays.copyOf(plain.array(), plain.position());
    }

    private int[] sizes() {
        int[] sizes = random.ints(60, 0, LARGEST_RECORD + 1).toArray();
        int[] edges = {0, 1, 16, LARGEST_RECORD - 33, LARGEST_RECORD - 32, LARGEST_RECORD - 31, LARGEST_RECORD, 50_000};
        int[] all = Arrays.copyOf(sizes, sizes.length + edges.length);
        System.arraycopy(edges, 0, all, sizes.length, edges.length);
        return all;
    }

    private byte[] message(int size) {
        byte[] message = new byte[size];
        random.nextBytes(message);
        return message;
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(owner);
                }
            }
        }
        throw new NoSuchFieldException(owner.getClass() + "." + name);
    }

    /** Whose engine. */
    enum Stack {
        OURS,
        STOCK;

        SslEngineFactory factory(String protocol) {
            SslEngineFactory known = FACTORIES.get(this + protocol);
            if (known != null) {
                return known;
            }
            SslEngineFactory factory = this == OURS ? new FipsSslEngineFactory() : new DefaultSslEngineFactory();
            factory.configure(settings.with("ssl.enabled.protocols", protocol).asKafkaGivesThem());
            FACTORIES.put(this + protocol, factory);
            return factory;
        }
    }
}
