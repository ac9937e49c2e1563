package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.node.JmxFacts;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.PropertiesFiles;
import io.kafkafips.commons.metrics.JmxBeans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.jspecify.annotations.Nullable;

/** Reads the beans of this product through a JMX port: first as anybody could, then with the credentials. */
final class JmxReader {
    private static final String REMOTE = "com.sun.management.jmxremote";
    private static final String REGISTRY_SOCKETS = "com.sun.jndi.rmi.factory.socket";
    private static final String[] ATTRIBUTES = {"NativeAcceleration", "ReloadRefusedNow", "LostEvents"};
    private static final long LONGEST_SECONDS = 30;

    private JmxReader() {}

    /** A connection, and how it was made. */
    private record Opened(JMXConnector connector, boolean anonymous, boolean registryOverTls) {}

    static JmxFacts read(String address, @Nullable Path credentials) {
        FutureTask<JmxFacts> task = new FutureTask<>(() -> facts(address, credentials));
        Thread thread = new Thread(task, "kafka-fips-jmx");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refused(address, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw refused(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(address, e);
        }
    }

    private static CommandFailure refused(String address, Throwable cause) {
        return CommandFailure.cluster(
                "--jmx " + address + " does not answer",
                "--jmx <host:port> of a node, --jmx-credentials <file> where it asks for a password, and for TLS KAFKA_FIPS_OPTS with"
                        + " -Djavax.net.ssl.trustStore=<file>.bcfks",
                cause);
    }

    private static JmxFacts facts(String address, @Nullable Path credentials) throws IOException, JMException {
        Opened opened = open(address, credentials);
        try (JMXConnector connector = opened.connector()) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            Map<String, Map<String, Object>> values = new TreeMap<>();
            for (ObjectName name : beans.queryNames(new ObjectName(JmxBeans.DOMAIN + ":*"), null)) {
                Map<String, Object> attributes = new TreeMap<>();
                for (Attribute attribute : beans.getAttributes(name, ATTRIBUTES).asList()) {
                    attributes.put(attribute.getName(), attribute.getValue());
                }
                values.put(name.toString(), attributes);
            }
            return new JmxFacts(address, opened.anonymous(), isEncrypted(beans, opened), values);
        }
    }

    private static Opened open(String address, @Nullable Path credentials) throws IOException {
        try {
            return connect(address, null);
        } catch (SecurityException e) {
            if (credentials == null) {
                throw e;
            }
            return connect(address, credentials);
        }
    }

    @SuppressWarnings("BanJNDI") // the only way to a JMX port; the operator names it, and it is his own node's
    private static Opened connect(String address, @Nullable Path credentials) throws IOException {
        Map<String, Object> environment = new HashMap<>();
        if (credentials != null) {
            Map<String, String> read = PropertiesFiles.read(credentials, "--jmx-credentials");
            environment.put(
                    JMXConnector.CREDENTIALS,
                    new String[] {read.getOrDefault("username", ""), read.getOrDefault("password", "")});
        }
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + address + "/jmxrmi");
        try {
            return new Opened(JMXConnectorFactory.connect(url, environment), credentials == null, false);
        } catch (IOException e) {
            environment.put(REGISTRY_SOCKETS, new SslRMIClientSocketFactory());
            try {
                return new Opened(JMXConnectorFactory.connect(url, environment), credentials == null, true);
            } catch (IOException withTls) {
                e.addSuppressed(withTls);
                throw e;
            }
        }
    }

    /** The port's own setting, which is on by default; one that a program opened is judged by its registry. */
    private static boolean isEncrypted(MBeanServerConnection beans, Opened opened) throws IOException, JMException {
        TabularData properties =
                (TabularData) beans.getAttribute(new ObjectName("java.lang:type=Runtime"), "SystemProperties");
        if (property(properties, REMOTE + ".port").isEmpty()) {
            return opened.registryOverTls();
        }
        return !property(properties, REMOTE + ".ssl").equalsIgnoreCase("false");
    }

    private static String property(TabularData properties, String name) {
        CompositeData row = properties.get(new Object[] {name});
        return row == null ? "" : String.valueOf(row.get("value"));
    }
}
