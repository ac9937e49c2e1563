package io.kafkafips.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * What usage takes from one line of an audit file (CloudEvents 1.0). An aggregated event stands for many requests between two times;
 * one that is not aggregated has one time. Immutable.
 */
record DecisionEvent(
        String type, String rule, boolean allowed, String operation, long count, Instant firstTime, Instant lastTime) {
    private static final ObjectReader READER = new ObjectMapper().reader();
    private static final String DECISION = "io.kafkafips.authorization.";
    private static final Set<String> DATA = Set.of("READ", "WRITE", "DESCRIBE", "CLUSTER_ACTION");

    /** Empty when the line is no event. */
    static Optional<DecisionEvent> parse(String line) {
        try {
            JsonNode event = READER.readTree(line);
            JsonNode data = event.path("data");
            String time = event.path("time").asText();
            return Optional.of(new DecisionEvent(
                    event.path("type").asText(),
                    data.path("rule").asText(),
                    data.path("decision").asText().equals("ALLOWED"),
                    data.path("operation").asText(),
                    data.path("count").asLong(1),
                    Instant.parse(data.path("firstTime").asText(time)),
                    Instant.parse(data.path("lastTime").asText(time))));
        } catch (JsonProcessingException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    boolean isDecision() {
        return type.startsWith(DECISION);
    }

    boolean isAllowedDataRequest() {
        return allowed && DATA.contains(operation);
    }
}
