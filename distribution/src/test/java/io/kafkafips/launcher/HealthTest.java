package io.kafkafips.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
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

    private static int status(InetSocketAddress address) throws IOException {
        return ((HttpURLConnection) URI.create("http://127.0.0.1:" + address.getPort() + "/health")
                        .toURL()
                        .openConnection())
                .getResponseCode();
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
