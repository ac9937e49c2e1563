package io.kafkafips.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.TlsHello.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the TLS stack of the JDK, which knows everything that our hello can offer. */
class TlsHelloTest {
    @TempDir
    private Path folder;

    private ServerSocket server;

    @BeforeEach
    void startServer() throws Exception {
        Identity identity = Pki.root("CN=root").issue(CertificateSpec.localServer("CN=server"));
        Path file = identity.writeStore(folder.resolve("s.p12"), "PKCS12", "a long password");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "a long password".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, "a long password".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException e) {
                // refused handshakes are what this is about
            }
        }
    }

    @Test
    void sendTo_tls13WithAnApprovedSuite_getsAServerHello() throws Exception {
        TlsHello hello = new TlsHello(TlsHello.TLS_1_3, List.of(TlsHello.TLS_AES_256_GCM_SHA384));

        assertThat(hello.sendTo(server.getLocalPort()).kind()).isEqualTo(Answer.Kind.SERVER_HELLO);
    }

    @Test
    void sendTo_tls12_getsAServerHello() throws Exception {
        TlsHello hello = new TlsHello(TlsHello.TLS_1_2, List.of(TlsHello.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384));

        assertThat(hello.sendTo(server.getLocalPort()).kind()).isEqualTo(Answer.Kind.SERVER_HELLO);
    }

    @Test
    void sendTo_tls13WithChaCha_isUnderstoodByAServerThatHasIt() throws Exception {
        TlsHello hello = new TlsHello(TlsHello.TLS_1_3, List.of(TlsHello.TLS_CHACHA20_POLY1305_SHA256));

        assertThat(hello.sendTo(server.getLocalPort()).kind()).isEqualTo(Answer.Kind.SERVER_HELLO);
    }

    @Test
    void sendTo_tls11_getsProtocolVersion() throws Exception {
        TlsHello hello = new TlsHello(TlsHello.TLS_1_1, List.of(TlsHello.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA));

        assertThat(hello.sendTo(server.getLocalPort())).isEqualTo(new Answer(Answer.Kind.ALERT, 70));
    }
}
