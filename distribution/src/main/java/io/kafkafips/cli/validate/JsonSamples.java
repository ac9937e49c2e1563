package io.kafkafips.cli.validate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects, one after the other or in one array, each a record:
 *
 * <pre>
 * {"key": "a", "value": {"amount": 3}, "headers": {"trace-id": "7"}, "timestamp": 1700000000000}
 * {"keyBase64": "AAE=", "valueBase64": "AAAAAAE=", "headers": [{"key": "t", "valueBase64": "AA=="}, {"key": "t", "value": null}]}
 * </pre>
 *
 * <p>A string stands for its UTF-8 bytes, anything else that is not {@code null} for its JSON text. Every member may be missing.
 */
final class JsonSamples implements SampleSource {
    /** What stands for a value must be what is written: no name lost, no digit rounded. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final String HEADERS = "headers";
    private static final String TIMESTAMP = "timestamp";
    private static final String BASE64 = "Base64";
    private static final Set<String> MEMBERS = Set.of(KEY, KEY + BASE64, VALUE, VALUE + BASE64, HEADERS, TIMESTAMP);
    private static final Set<String> OF_HEADERS = Set.of(KEY, VALUE, VALUE + BASE64);

    private final InputStream in;
    private final String name;
    private @Nullable JsonParser parser;
    private long records;

    JsonSamples(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    @Override
    public @Nullable Sample next() throws IOException {
        if (parser == null) {
            parser = MAPPER.createParser(in);
        }
        JsonLocation place = JsonLocation.NA;
        try {
            JsonToken token = parser.nextToken();
            if (records == 0 && token == JsonToken.START_ARRAY) {
                token = parser.nextToken();
            }
            if (token == null || token == JsonToken.END_ARRAY) {
                return null;
            }
            place = parser.currentTokenLocation();
            records++;
            return sample(parser.readValueAsTree(), place);
        } catch (JsonProcessingException e) {
            // the message of Jackson has bytes of the file
            throw refused(e.getLocation() == null ? place : e.getLocation(), "is no JSON, or has a name twice");
        }
    }

    private Sample sample(JsonNode record, JsonLocation place) throws IOException {
        members(record, MEMBERS, place);
        JsonNode timestamp = record.path(TIMESTAMP);
        if (!timestamp.isMissingNode() && !timestamp.canConvertToLong()) {
            throw refused(place, TIMESTAMP + " is no number of milliseconds");
        }
        return new Sample(
                "record " + records,
                0,
                timestamp.isMissingNode() ? System.currentTimeMillis() : timestamp.longValue(),
                octets(record, KEY, place),
                octets(record, VALUE, place),
                headers(record.path(HEADERS), place));
    }

    private List<Header> headers(JsonNode headers, JsonLocation place) throws IOException {
        List<Header> list = new ArrayList<>();
        if (headers.isArray()) {
            for (JsonNode header : headers) {
                members(header, OF_HEADERS, place);
                if (!header.path(KEY).isTextual()) {
                    throw refused(place, "a header has no " + KEY);
                }
                list.add(new SampleHeader(header.get(KEY).textValue(), octets(header, VALUE, place)));
            }
        } else if (headers.isObject()) {
            for (java.util.Map.Entry<String, JsonNode> header : headers.properties()) {
                list.add(new SampleHeader(header.getKey(), octets(header.getValue())));
            }
        } else if (!headers.isMissingNode() && !headers.isNull()) {
            throw refused(place, HEADERS + " is neither an object nor a list");
        }
        return List.copyOf(list);
    }

    private byte @Nullable [] octets(JsonNode object, String member, JsonLocation place) throws IOException {
        JsonNode encoded = object.path(member + BASE64);
        if (encoded.isMissingNode()) {
            return octets(object.path(member));
        }
        if (object.has(member)) {
            throw refused(place, "there is both " + member + " and " + member + BASE64);
        }
        try {
            return encoded.isNull() ? null : encoded.binaryValue();
        } catch (IOException e) {
            throw refused(place, member + BASE64 + " is no Base64");
        }
    }

    private static byte @Nullable [] octets(JsonNode content) throws IOException {
        boolean none = content.isMissingNode() || content.isNull();
        return none ? null : text(content).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode content) throws IOException {
        return content.isTextual() ? content.textValue() : MAPPER.writeValueAsString(content);
    }

    private void members(JsonNode object, Set<String> known, JsonLocation place) {
        if (!object.isObject()) {
            throw refused(place, "is no object");
        }
        object.fieldNames().forEachRemaining(member -> {
            if (!known.contains(member)) {
                throw refused(place, "has a member " + member + ", which is none of " + new TreeSet<>(known));
            }
        });
    }

    private CommandFailure refused(JsonLocation place, String problem) {
        return CommandFailure.usage(
                name + ":" + place.getLineNr() + ":" + place.getColumnNr() + ": record " + Math.max(1, records) + " "
                        + problem,
                "{\"key\": ..., \"value\": ..., \"headers\": {...}} for each record; docs/cli.md has the members");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
