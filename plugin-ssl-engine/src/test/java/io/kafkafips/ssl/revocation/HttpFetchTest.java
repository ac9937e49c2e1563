package io.kafkafips.ssl.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers on loopback that keep to no rule: each sends a beginning, and then one byte after the other without end. */
@Timeout(60)
class HttpFetchTest {
    private static final Callable<SSLSocketFactory> NO_HTTPS = () -> {
        throw new IllegalStateException("nothing here is https");
    };
    private static final int ENOUGH_BYTES = 1024 * 1024;
    private static final int PAUSE_MILLIS = 20;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void get_serverThatAnswers_isItsBody() throws Exception {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", 0);

        assertThat(fetch(Duration.ofSeconds(30)).get(ENOUGH_BYTES))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("body");
    }

    /** The read time-out of a socket starts anew with every byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nX-Long: ",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n",
            })
    void get_serverThatDripsWithoutEnd_isCutOff(String beginning) throws Exception {
        serve(beginning, ENOUGH_BYTES);

        assertThatThrownBy(() -> fetch(Duration.ofMillis(300)).get(ENOUGH_BYTES))
                .isInstanceOf(IOException.class)
                .hasMessage("Longer than 300 ms");
    }

    /** The bound is over before there is a connection to close. */
    @Test
    void get_boundThatEndsBeforeTheConnectionIsMade_isCutOff() throws Exception {
        serve("HTTP/1.1 200 OK\r\nX-Long: ", ENOUGH_BYTES);

        assertThatThrownBy(() -> fetch(Duration.ofNanos(1)).get(ENOUGH_BYTES))
                .isInstanceOf(IOException.class)
                .hasMessage("Longer than 0 ms");
    }

    @Test
    void post_serverThatDripsHeadersWithoutEnd_isCutOff() throws Exception {
        serve("HTTP/1.1 200 OK\r\nX-Long: ", ENOUGH_BYTES);

        assertThatThrownBy(() ->
                        fetch(Duration.ofMillis(300)).post(new byte[] {1}, "application/ocsp-request", ENOUGH_BYTES))
                .isInstanceOf(IOException.class)
                .hasMessage("Longer than 300 ms");
    }

    private HttpFetch fetch(Duration longest) throws IOException {
        return new HttpFetch(
                "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/",
                NO_HTTPS,
                longest);
    }

    private void serve(String beginning, int drops) {
        Thread thread = new Thread(() -> drip(beginning, drops), "dripping-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Until the other side has enough of it. */
    private void drip(String beginning, int drops) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < drops && !server.isClosed(); sent++) {
                out.write('a');
                out.flush();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            // cut off: what the test is about
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
