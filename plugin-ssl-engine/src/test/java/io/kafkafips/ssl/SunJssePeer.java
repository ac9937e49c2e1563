package io.kafkafips.ssl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * A program for an ordinary JVM, with SunJSSE: accepts one TCP connection and echoes length-prefixed messages over TLS, as server or as
 * client of that TLS, until an empty one. Prints its port first. Arguments: key PEM, trust PEM, protocol, {@code server} or {@code client}.
 */
public final class SunJssePeer {
    private SunJssePeer() {}

    public static void main(String[] args) throws Exception {
        SSLEngine engine = engine(args[0], args[1], args[2], args[3].equals("server"));
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + listener.getLocalPort());
            System.out.flush();
            try (Socket socket = listener.accept();
                    EngineSocket tls = new EngineSocket(engine, socket)) {
                echo(tls);
            }
        }
    }

    private static SSLEngine engine(String key, String trust, String protocol, boolean server) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", key);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", trust);
        settings.put("ssl.enabled.protocols", protocol);
        settings.put("ssl.client.auth", "required");
        DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
        factory.configure(new ConfigDef()
                .define("ssl.client.auth", ConfigDef.Type.STRING, "none", ConfigDef.Importance.LOW, "")
                .withClientSslSupport()
                .parse(settings));
        return server
                ? factory.createServerSslEngine("localhost", 1)
                : factory.createClientSslEngine("localhost", 1, "");
    }

    private static void echo(EngineSocket tls) throws IOException {
        int length = length(tls);
        while (length > 0) {
            tls.write(tls.read(length));
            length = length(tls);
        }
        tls.write(new byte[] {'b', 'y', 'e'});
    }

    private static int length(EngineSocket tls) throws IOException {
        return ByteBuffer.wrap(tls.read(Integer.BYTES)).getInt();
    }
}
