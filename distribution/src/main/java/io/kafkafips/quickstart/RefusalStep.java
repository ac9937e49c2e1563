package io.kafkafips.quickstart;

import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.TlsHello;
import io.kafkafips.testkit.TlsHello.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** What is not approved is refused: on the wire, in a client's settings and at the start of a broker. */
final class RefusalStep implements Step {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    @Override
    public String title() {
        return "Refusals: plaintext, TLS 1.1, ChaCha20 and a JKS keystore";
    }

    @Override
    public void run(Demo demo, Report report) throws Exception {
        int port = demo.cluster().brokerPort();
        plaintextRequest(port, report);
        expect(
                port,
                report,
                "TLS 1.3 with AES-256-GCM (control)",
                Answer.Kind.SERVER_HELLO,
                new TlsHello(TlsHello.TLS_1_3, List.of(TlsHello.TLS_AES_256_GCM_SHA384)));
        expect(
                port,
                report,
                "TLS 1.1",
                Answer.Kind.ALERT,
                new TlsHello(TlsHello.TLS_1_1, List.of(TlsHello.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA)));
        expect(
                port,
                report,
                "TLS 1.3 with ChaCha20-Poly1305",
                Answer.Kind.ALERT,
                new TlsHello(TlsHello.TLS_1_3, List.of(TlsHello.TLS_CHACHA20_POLY1305_SHA256)));
        expect(
                port,
                report,
                "TLS 1.2 with ChaCha20-Poly1305",
                Answer.Kind.ALERT,
                new TlsHello(TlsHello.TLS_1_2, List.of(TlsHello.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)));
        jksClient(demo, report);
        for (KafkaNode node : demo.refusedServers()) {
            refusedServer(node, report);
        }
    }

    private static void plaintextRequest(int port, Report report) throws Exception {
        // ApiVersions v0, correlation id 1, no client id: the first thing that every Kafka client sends
        byte[] apiVersions = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(apiVersions);
            socket.getOutputStream().flush();
            int first = firstByte(socket);
            // either nothing, or a TLS alert record; a Kafka response would start with the high byte of its length, 0
            StepFailed.unless(
                    first == -1 || first == 21, "A plaintext Kafka request was answered, first byte " + first);
            report.evidence("plaintext Kafka request: connection closed");
        }
    }

    private static int firstByte(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void expect(int port, Report report, String what, Answer.Kind expected, TlsHello hello)
            throws Exception {
        Answer answer = hello.sendTo(port);
        StepFailed.unless(answer.kind() == expected, what + ": " + answer);
        report.evidence(what + ": " + answer);
    }

    private static void jksClient(Demo demo, Report report) throws StepFailed {
        Map<String, Object> settings = new TreeMap<>(demo.cluster().clientSettings("payments"));
        settings.put("ssl.keystore.type", "JKS");
        try (Admin admin = Admin.create(settings)) {
            throw new StepFailed("A client with a JKS keystore was made: " + admin);
        } catch (KafkaException e) {
            String message = rootMessage(e);
            report.evidence("client: " + message.substring(0, Math.max(message.indexOf("Remedy:"), 0)));
        }
    }

    private static void refusedServer(KafkaNode node, Report report) throws StepFailed {
        int exitCode = node.awaitEnd(START_TIMEOUT);
        StepFailed.unless(exitCode != 0, "A broker that must be refused ended with exit code 0");
        String reason = node.logText()
                .lines()
                // warnings have remedies too, and end nothing
                .filter(line -> line.contains("Remedy:") && !line.contains("] WARN "))
                .findFirst()
                .orElseThrow(() -> new StepFailed("No reason in " + node.log()));
        report.evidence(node.folder().getFileName() + ", exit code " + exitCode + ": "
                + reason.substring(Math.max(0, reason.indexOf(": ") + 2)));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
