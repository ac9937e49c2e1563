package io.kafkafips.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A Prometheus with our rules on a port of its own on loopback, which looks at its targets each second. Ends with {@link #close}. */
final class PrometheusServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final int HTTP_TIMEOUT_MILLIS = 60_000;

    private final Process process;
    private final Path log;
    private final int port;

    private PrometheusServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    static boolean isInstalled() {
        try {
            return Command.run(List.of("prometheus", "--version"), START_TIMEOUT)
                            .exitCode()
                    == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** @param targets ports of the exporters */
    static PrometheusServer start(Path folder, List<Integer> targets) throws Exception {
        Files.createDirectories(folder);
        int port = Ports.free(1).get(0);
        Path config = Files.writeString(folder.resolve("prometheus.yaml"), configuration(targets));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, log, port);
        server.awaitReady();
        return server;
    }

    private static String configuration(List<Integer> targets) {
        List<String> addresses =
                targets.stream().map(target -> "\"127.0.0.1:" + target + "\"").toList();
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: ["%s/rules/*.yaml"]
                scrape_configs:
                  - {job_name: kafka, scrape_interval: 1s, static_configs: [{targets: %s}]}
                """.formatted(MonitoringFiles.PROMETHEUS, addresses);
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("prometheus does not start:\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = open("/-/ready");
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** The series of an instant query; throws when Prometheus does not understand it. */
    List<JsonNode> query(String expression) throws IOException {
        JsonNode data = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        List<JsonNode> series = new ArrayList<>();
        data.path("result").forEach(series::add);
        return series;
    }

    /** What an expression has given at any time so far: on a busy machine its moment can be over. */
    List<JsonNode> everGave(String expression) throws IOException {
        return query("last_over_time((" + expression + ")[1h:5s])");
    }

    /** The names of the alerts that have fired so far. */
    Set<String> fired() throws IOException {
        Set<String> names = new TreeSet<>();
        query("last_over_time(ALERTS{alertstate=\"firing\"}[1h])")
                .forEach(alert -> names.add(alert.at("/metric/alertname").asText()));
        return names;
    }

    private JsonNode get(String path) throws IOException {
        HttpURLConnection connection = open(path);
        int status = connection.getResponseCode();
        try (InputStream in =
                status == HttpURLConnection.HTTP_OK ? connection.getInputStream() : connection.getErrorStream()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IllegalStateException(path + ": " + body);
            }
            return new ObjectMapper().readTree(body).path("data");
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(HTTP_TIMEOUT_MILLIS);
        connection.setReadTimeout(HTTP_TIMEOUT_MILLIS);
        return connection;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
