package io.kafkafips.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.cli.doctor.node.JmxFacts;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.testkit.Ports;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.security.auth.Subject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JMX port of this very JVM. */
class JmxReaderTest {
    /** A bean like the TLS engine's. */
    public interface NativeMXBean {
        int getNativeAcceleration();
    }

    /** Else RMI names the address that the machine's name resolves to, which may lead nowhere. */
    @BeforeAll
    static void nameTheAddress() {
        System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    }

    @Test
    void read_openPort_seesBeansAndThatAnybodyCan() throws Exception {
        JmxFacts facts = withServer(null, address -> JmxReader.read(address, null));

        assertThat(facts.anonymous()).isTrue();
        assertThat(facts.encrypted()).isFalse();
        assertThat(facts.beans())
                .containsEntry("io.kafkafips:type=TlsEngineOfTheTest,name=material", Map.of("NativeAcceleration", 1));
    }

    @Test
    void read_portWithPassword_needsTheCredentials(@TempDir Path folder) throws Exception {
        Path credentials = Files.writeString(folder.resolve("jmx.properties"), "username=monitor\npassword=right\n");

        JmxFacts facts = withServer(JmxReaderTest::authenticate, address -> {
            assertThatThrownBy(() -> JmxReader.read(address, null)).isInstanceOf(CommandFailure.class);
            return JmxReader.read(address, credentials);
        });

        assertThat(facts.anonymous()).isFalse();
    }

    @Test
    void read_nobodyThere_isAClusterFailure() {
        String address = "127.0.0.1:" + Ports.free(1).get(0);

        assertThatThrownBy(() -> JmxReader.read(address, null))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(3));
    }

    private static Subject authenticate(Object credentials) {
        if (credentials instanceof String[] pair && pair[0].equals("monitor") && pair[1].equals("right")) {
            return new Subject();
        }
        throw new SecurityException("Authentication failed");
    }

    /** What is done with a port. */
    private interface Use {
        JmxFacts of(String address) throws Exception;
    }

    private static JmxFacts withServer(JMXAuthenticator authenticator, Use use) throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        int port = Ports.free(1).get(0);
        Registry registry = LocateRegistry.createRegistry(port);
        String address = "127.0.0.1:" + port;
        Map<String, Object> environment =
                authenticator == null ? Map.of() : Map.of(JMXConnectorServer.AUTHENTICATOR, authenticator);
        JMXConnectorServer server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi"), environment, beans);
        try (JmxBeans registered = new JmxBeans(beans, "type=TlsEngineOfTheTest")) {
            registered.register("name=material", (NativeMXBean) () -> 1, NativeMXBean.class);
            server.start();
            return use.of(address);
        } finally {
            server.stop();
            UnicastRemoteObject.unexportObject(registry, true);
        }
    }
}
