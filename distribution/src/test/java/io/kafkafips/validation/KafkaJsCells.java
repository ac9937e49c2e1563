package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.tls.ForeignClients;
import io.kafkafips.validation.MatrixCell.BadAt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The cells of kafkajs, all in one process of Node.js. It reads answers of produce version 7, which have no errors of single records: what
 * it shows is one error for the whole call.
 */
final class KafkaJsCells {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int INVALID_RECORD = 87;
    private static final int PROBES = 8;

    private final String bootstrapServers;
    private final String topic;
    private final LogBook book;
    private final MatrixReport report;

    KafkaJsCells(String bootstrapServers, String topic, LogBook book, MatrixReport report) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.book = book;
        this.report = report;
    }

    private enum Mode {
        ACKS_0(0, false),
        ACKS_1(1, false),
        ACKS_ALL(-1, false),
        IDEMPOTENT(-1, true);

        private final int acks;
        private final boolean idempotent;

        Mode(int acks, boolean idempotent) {
            this.acks = acks;
            this.idempotent = idempotent;
        }
    }

    void run() throws JsonProcessingException {
        Map<MatrixCell, Mode> cells = new LinkedHashMap<>();
        for (String codec : MatrixCell.CODECS) {
            for (Mode mode : Mode.values()) {
                for (BadAt badAt : BadAt.values()) {
                    cells.put(new MatrixCell("kafkajs", topic, codec, mode.name(), badAt), mode);
                }
            }
        }
        List<Map<String, Object>> orders = new ArrayList<>();
        cells.forEach((cell, mode) -> orders.add(order(cell, mode)));
        String script = Checkout.root()
                .resolve("distribution/src/test/resources/io/kafkafips/validation/kafkajs-cells.js")
                .toString();
        CommandResult result = Command.run(
                List.of("node", script, bootstrapServers),
                ForeignClients.kafkaJsEnvironment(),
                JSON.writeValueAsString(orders),
                TIMEOUT);
        Map<String, JsonNode> answers = answers(result);
        cells.forEach((cell, mode) -> report.run(
                cell,
                cell.badAt() == BadAt.NOWHERE
                        ? "appended"
                        : mode == Mode.ACKS_0
                                ? "nothing of the batch in the log"
                                : "INVALID_RECORD for the call, nothing of the batch in the log, next record good",
                () -> check(cell, mode, answers.get(cell.id()))));
    }

    private static Map<String, JsonNode> answers(CommandResult result) throws JsonProcessingException {
        assertThat(result.exitCode()).as(result.output()).isZero();
        Map<String, JsonNode> answers = new HashMap<>();
        for (String line :
                result.output().lines().filter(l -> l.startsWith("{")).toList()) {
            JsonNode answer = JSON.readTree(line);
            answers.put(answer.get("id").asText(), answer);
        }
        return answers;
    }

    private Map<String, Object> order(MatrixCell cell, Mode mode) {
        List<Map<String, Object>> batch = new ArrayList<>();
        batch.add(message(JavaCells.OTHER_TOPIC, 1, cell.good("other partition")));
        batch.add(message(JavaCells.FREE_TOPIC, 0, cell.bad("no policy")));
        batch.add(Map.of(
                "topic",
                cell.topic(),
                "messages",
                IntStream.range(0, cell.badAt().records())
                        .mapToObj(i -> Map.of("partition", 0, "value", cell.value(i)))
                        .toList()));
        List<String> next = mode == Mode.ACKS_0
                ? IntStream.range(0, PROBES).mapToObj(i -> "probe " + i).toList()
                : List.of("next");
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", cell.id());
        order.put("codec", cell.codec());
        order.put("acks", mode.acks);
        order.put("idempotent", mode.idempotent);
        order.put("batch", batch);
        order.put(
                "next",
                next.stream()
                        .map(name -> message(cell.topic(), 0, cell.good(name)))
                        .toList());
        return order;
    }

    private static Map<String, Object> message(String topic, int partition, String value) {
        return Map.of("topic", topic, "messages", List.of(Map.of("partition", partition, "value", value)));
    }

    private void check(MatrixCell cell, Mode mode, JsonNode answer) {
        boolean silent = mode == Mode.ACKS_0;
        book.must(JavaCells.OTHER_TOPIC, cell.good("other partition"));
        book.must(JavaCells.FREE_TOPIC, cell.bad("no policy"));
        if (cell.badAt() == BadAt.NOWHERE) {
            IntStream.range(0, cell.badAt().records()).forEach(i -> book.must(cell.topic(), cell.good(i)));
        }
        if (silent) {
            book.oneOf(
                    cell.topic(),
                    IntStream.range(0, PROBES)
                            .mapToObj(i -> cell.good("probe " + i))
                            .toList());
        } else {
            book.must(cell.topic(), cell.good("next"));
        }
        if (silent || cell.badAt() == BadAt.NOWHERE) {
            assertThat(answer.get("error").isNull()).as(answer.toString()).isTrue();
        } else {
            assertThat(answer.get("error").asText()).contains("INVALID_RECORD").endsWith(" " + INVALID_RECORD);
        }
        if (!silent) {
            assertThat(answer.get("next").get(0).isNull()).as(answer.toString()).isTrue();
        }
    }
}
