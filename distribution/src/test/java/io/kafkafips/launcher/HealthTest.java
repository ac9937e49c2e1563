package io.kafkafips.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    private static final int PATIENCE_MILLIS = 60_000;

    @TempDir
    Path folder;

    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();

    /** A gauge as Kafka registers it. */
    public interface Gauge {
        Object getValue();
    }

    @Test
    void describe_brokerThatRuns_isReady() throws Exception {
        register((byte) 3);

        assertThat(new NodeState(true, false, beans).describe()).isEqualTo("ready");
    }

    @Test
    void describe_brokerThatRecovers_isNot() throws Exception {
        register((byte) 2);

        assertThat(new NodeState(true, false, beans).describe()).isEqualTo("not ready: broker state 2 (3 is running)");
    }

    @Test
    void describe_combinedNodeWithoutQuorum_isNot() throws Exception {
        register((byte) 3);

        assertThat(new NodeState(true, true, beans).describe()).isEqualTo("not ready: quorum state unknown");
    }

    @Test
    void describe_nodeOfUnknownRole_isNot() {
        assertThat(new NodeState(false, false, beans).describe())
                .isEqualTo("not ready: process.roles names neither broker nor controller");
    }

    @Test
    void check_readyOfNow_isZero() throws IOException {
        HealthFile file = new HealthFile(folder.resolve("health"), Clock.systemUTC());
        file.write("ready");

        assertThat(check(file)).isEqualTo("0 ready\n");
    }

    @Test
    void check_notReady_isOne() throws IOException {
        HealthFile file = new HealthFile(folder.resolve("health"), Clock.systemUTC());
        file.write("not ready: quorum state candidate");

        assertThat(check(file)).isEqualTo("1 not ready: quorum state candidate\n");
    }

    @Test
    void check_readyOfLongAgo_isOne() throws IOException {
        Path path = folder.resolve("health");
        new HealthFile(path, Clock.systemUTC()).write("ready");

        assertThat(check(new HealthFile(path, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)))))
                .startsWith("1 not ready: the server has said nothing for ");
    }

    @Test
    void check_noFile_isOne() {
        assertThat(check(new HealthFile(folder.resolve("absent"), Clock.systemUTC())))
                .isEqualTo("1 not ready: the server has not said anything yet\n");
    }

    @Test
    void serve_notReadyThenReady_is503Then200() throws Exception {
        HealthReporter reporter = new HealthReporter(
                new NodeState(true, false, beans), new HealthFile(folder.resolve("health"), Clock.systemUTC()));
        InetSocketAddress address = reporter.serve(0);

        assertThat(status(address)).isEqualTo(503);
        register((byte) 3);
        assertThat(status(address)).isEqualTo(200);
    }

    @Test
    void serve_peersThatSendHalfARequest_othersGetTheirAnswer() throws Exception {
        register((byte) 3);
        HealthReporter reporter = new HealthReporter(
                new NodeState(true, false, beans), new HealthFile(folder.resolve("health"), Clock.systemUTC()));
        InetSocketAddress address = reporter.serve(0);

        try (Socket one = half(address);
                Socket two = half(address)) {
            assertThat(status(address)).isEqualTo(200);
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
    }

    private static Socket half(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int status(InetSocketAddress address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + address.getPort() + "/health")
                        .toURL()
                        .openConnection();
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection.getResponseCode();
    }

    private static String check(HealthFile file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exitCode = Health.check(file, new PrintStream(out, true, StandardCharsets.UTF_8));
        return exitCode + " " + out.toString(StandardCharsets.UTF_8);
    }

    private void register(Object state) throws Exception {
        Gauge gauge = () -> state;
        beans.registerMBean(
                new StandardMBean(gauge, Gauge.class),
                new ObjectName("kafka.server:type=KafkaServer,name=BrokerState"));
    }
}
