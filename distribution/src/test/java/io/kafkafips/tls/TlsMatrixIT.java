package io.kafkafips.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.OpenSslClient;
import io.kafkafips.testkit.TlsHello;
import io.kafkafips.tls.TlsPeerCase.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * OpenSSL as a client of a real broker: every version, suite, group, signature scheme and kind of certificate gets the answer that the
 * matrix names. Leaves {@code target/tls/matrix/report.json}.
 */
class TlsMatrixIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern ALERT = Pattern.compile("SSL alert number (\\d+)");

    /** ApiVersions version 0 of client "c", correlation id 1, and then a size that makes the broker close the connection. */
    private static final String REQUEST = "\0\0\0\013\0\022\0\0\0\0\0\1\0\1c\177\177\177\177";

    private static final List<Map<String, Object>> REPORT = new ArrayList<>();
    private static TlsBroker broker;
    private static List<TlsPeerCase> rows;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
        broker = TlsBroker.prepare("matrix");
        Path crls = Files.createDirectories(broker.folder().resolve("crls"));
        rows = TlsMatrix.rows(broker, crls);
        broker.start(Map.of("fips.tls.revocation.mode", "crl", "fips.tls.revocation.crl.locations", crls.toString()));
    }

    @AfterAll
    static void stop() throws Exception {
        if (broker != null) {
            broker.close();
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(broker.folder().resolve("report.json").toFile(), REPORT);
        }
    }

    static Stream<TlsPeerCase> rows() {
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void client_offersWhatTheRowSays_getsTheAnswerOfTheRow(TlsPeerCase row) {
        CommandResult result = connect(row);

        Outcome seen = outcome(result.output(), row.expected().parameters());
        report(row.name(), row.expected().toString(), seen.toString());
        assertThat(seen).as(result.output()).isEqualTo(row.expected());
    }

    @Test
    void client_withoutExtendedMasterSecret_getsHandshakeFailure() throws Exception {
        String seen = hello(false);

        report("TLS 1.2 without extended master secret", "alert 40 (handshake_failure)", seen);
        assertThat(seen).isEqualTo("alert 40 (handshake_failure)");
    }

    @Test
    void client_sameHelloWithExtendedMasterSecret_getsServerHello() throws Exception {
        String seen = hello(true);

        report("TLS 1.2 with extended master secret", "ServerHello", seen);
        assertThat(seen).isEqualTo("ServerHello");
    }

    @Test
    void client_renegotiates_isRefused() {
        String output = interactive("-tls1_2", "R");

        boolean refused = output.contains("no renegotiation") || output.contains("alert");
        report("renegotiation, TLS 1.2", "refused", refused ? "refused" : "accepted");
        assertThat(output).contains("RENEGOTIATING");
        assertThat(refused).as(output).isTrue();
    }

    @Test
    void client_updatesItsKeys_isStillServed() {
        String output = interactive("-tls1_3", "K");

        boolean alive = output.contains("KEYUPDATE") && !output.contains("alert") && !output.contains("errno");
        report("key update with request, TLS 1.3", "goes on", alive ? "goes on" : "broken");
        assertThat(alive).as(output).isTrue();
    }

    @Test
    void matrix_allRows_areFortyAtLeast() {
        assertThat(rows).hasSizeGreaterThan(40);
    }

    @Test
    void broker_afterRefusals_hasNoAlarmInItsLog() {
        assertThat(broker.node().isAlive()).isTrue();
        assertThat(broker.alarms())
                .filteredOn(line -> !line.contains("Renegotiation requested"))
                .isEmpty();
    }

    /** OpenSSL 3.0 cannot leave the extension out. */
    private static String hello(boolean extendedMasterSecret) throws IOException {
        List<Integer> suites = List.of(TlsHello.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384);
        return new TlsHello(TlsHello.TLS_1_2, suites, extendedMasterSecret)
                .sendTo(broker.port())
                .toString();
    }

    private static CommandResult connect(TlsPeerCase row) {
        List<String> options = new ArrayList<>(row.options());
        // goes on until the broker closes: an alert of TLS 1.3 comes after the client's part of the handshake
        options.add("-ign_eof");
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                broker.bootstrapServers(),
                "-CAfile",
                broker.authority().toString(),
                "-brief"));
        if (row.identity() != null) {
            String identity = row.identity().toString();
            command.addAll(List.of("-cert", identity, "-key", identity, "-cert_chain", identity));
        }
        command.addAll(options);
        return Command.run(command, Map.of(), REQUEST, TIMEOUT);
    }

    /** A handshake, a command of {@code s_client} a second later, and time for the answer. */
    private static String interactive(String version, String command) {
        String identity = broker.pem("good").toString();
        String client = String.join(
                " ",
                "openssl s_client -connect",
                broker.bootstrapServers(),
                "-CAfile",
                broker.authority().toString(),
                "-cert",
                identity,
                "-key",
                identity,
                version);
        return Command.run(List.of("sh", "-c", "(sleep 2; echo " + command + "; sleep 2) | " + client), TIMEOUT)
                .output();
    }

    private static Outcome outcome(String output, List<String> parameters) {
        Matcher alert = ALERT.matcher(output);
        // the answer to ApiVersions starts with its correlation id
        boolean served = output.contains("\0\0\0\1\0\0");
        return new Outcome(
                served,
                alert.find() ? Integer.parseInt(alert.group(1)) : -1,
                served ? parameters.stream().filter(output::contains).toList() : List.of());
    }

    private static void report(String row, String expected, String seen) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("row", row);
        entry.put("expected", expected);
        entry.put("seen", seen);
        entry.put("passed", expected.equals(seen));
        REPORT.add(entry);
    }
}
