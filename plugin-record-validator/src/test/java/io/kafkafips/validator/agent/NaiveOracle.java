package io.kafkafips.validator.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.record.internal.Record;

/** What the rules {@code json} and {@code required-headers} ask, said once more by others: Jackson, the JDK, and Kafka's own records. */
final class NaiveOracle {
    private static final JsonFactory JACKSON = new JsonFactory();

    private final List<String> requiredHeaders;

    NaiveOracle(List<String> requiredHeaders) {
        this.requiredHeaders = requiredHeaders;
    }

    /** The positions of the records that must be refused. */
    List<Integer> refused(List<Record> records) throws IOException {
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (!isValid(records.get(i))) {
                refused.add(i);
            }
        }
        return refused;
    }

    private boolean isValid(Record record) throws IOException {
        return (!record.hasValue() || isJson(record.value()))
                && requiredHeaders.stream()
                        .allMatch(name -> Arrays.stream(record.headers())
                                .anyMatch(header -> header.key().equals(name)));
    }

    private static boolean isJson(ByteBuffer value) throws IOException {
        try (JsonParser parser = JACKSON.createParser(
                StandardCharsets.UTF_8.newDecoder().decode(value).toString())) {
            int values = 0;
            while (parser.nextToken() != null) {
                boolean ends = parser.currentToken().isStructEnd();
                boolean starts = parser.currentToken().isStructStart();
                boolean isRoot = parser.getParsingContext().inRoot();
                boolean opensRoot =
                        starts && parser.getParsingContext().getParent().inRoot();
                values += (isRoot && !ends) || opensRoot ? 1 : 0;
                parser.getText();
            }
            return values == 1;
        } catch (CharacterCodingException | JsonProcessingException e) {
            return false;
        }
    }
}
