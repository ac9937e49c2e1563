package io.kafkafips.cli.verify.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Whole handshakes by the FIPS module's own TLS, as a client without a certificate, or with a wrong one. Stateless.
 */
public final class HandshakeProbe {
    private static final String RECEIVED_ALERT = "TlsFatalAlertReceived";

    /**
     * What came of it.
     *
     * @param verdict what it says about the server
     * @param seen the same in words
     */
    public record Attempt(Verdict verdict, String seen) {
        /** Whether the server lets such a client in. */
        public enum Verdict {
            /** It asked for a certificate, and ended the connection. */
            REFUSED,
            /** It asked for none, or answered a request. */
            ADMITTED,
            /** The handshake failed before the client's certificate mattered. */
            UNKNOWN
        }
    }

    /**
     * Tries to talk Kafka over one version of TLS.
     *
     * @param protocol in the words of JSSE
     * @param client what the client shows, {@code null} for no certificate
     * @param serverKeys keys that the server is known to have
     * @throws IOException when the server is not reached
     */
    public Attempt attempt(Target server, String protocol, @Nullable Credentials client, List<PublicKey> serverKeys)
            throws IOException {
        ShownIdentity shown = new ShownIdentity(client);
        try (Socket plain = server.connect()) {
            try (SSLSocket socket = open(plain, server, shown, new ServedIdentity(serverKeys))) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.startHandshake();
                if (!shown.wasAsked()) {
                    return new Attempt(Attempt.Verdict.ADMITTED, "the server asks for no certificate");
                }
                return KafkaGreeting.isAnswered(socket.getOutputStream(), socket.getInputStream())
                        ? new Attempt(Attempt.Verdict.ADMITTED, "a request is answered")
                        : new Attempt(Attempt.Verdict.REFUSED, "the connection was closed");
            } catch (SocketTimeoutException e) {
                return new Attempt(Attempt.Verdict.UNKNOWN, "no answer within " + Target.PATIENCE.toSeconds() + " s");
            } catch (IOException e) {
                return failed(e, shown.wasAsked());
            }
        }
    }

    /** Credentials that nobody trusts, made here. */
    public static Credentials selfMade() {
        try {
            return SelfMadeCertificate.make(
                    "kafka-fips-verify", Clock.systemUTC().instant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The FIPS module makes no certificate", e);
        }
    }

    /** The chain that a server shows to this JVM, empty when there is no getting so far. */
    public List<X509Certificate> chain(Target server) throws IOException {
        ServedIdentity served = new ServedIdentity(List.of());
        try (Socket plain = server.connect();
                SSLSocket socket = open(plain, server, new ShownIdentity(null), served)) {
            socket.startHandshake();
        } catch (IOException e) {
            if (served.chain().isEmpty()) {
                throw e;
            }
        }
        return served.chain();
    }

    private static Attempt failed(IOException failure, boolean asked) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        boolean alert = root.getClass().getSimpleName().equals(RECEIVED_ALERT);
        String words = String.valueOf(root.getMessage());
        if (asked) {
            return new Attempt(Attempt.Verdict.REFUSED, alert ? "alert " + words : words);
        }
        return new Attempt(Attempt.Verdict.UNKNOWN, "no handshake: " + words);
    }

    private static SSLSocket open(Socket plain, Target server, ShownIdentity shown, ServedIdentity served)
            throws IOException {
        try {
            Socket layered = ProbeJca.tls(shown, served)
                    .getSocketFactory()
                    .createSocket(plain, server.host(), server.port(), true);
            if (layered instanceof SSLSocket socket) {
                return socket;
            }
            throw new IllegalStateException("The FIPS module makes no TLS socket, but a " + layered.getClass());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The FIPS module makes no TLS context", e);
        }
    }
}
