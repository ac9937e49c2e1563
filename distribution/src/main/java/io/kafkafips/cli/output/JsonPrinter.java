package io.kafkafips.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a report as one JSON object: the facts, then an array of objects for each table. ASCII alone, whatever the terminal. */
final class JsonPrinter {
    private static final ObjectWriter WRITER =
            new ObjectMapper().writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final PrintWriter out;

    JsonPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(Report report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        report.summary().forEach((key, value) -> {
            if (value != null) {
                json.put(key, value);
            }
        });
        report.details().forEach(table -> json.put(table.name(), objects(table)));
        json.put(report.main().name(), objects(report.main()));
        try {
            out.println(WRITER.writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report holds something that is not JSON", e);
        }
    }

    private static List<Map<String, @Nullable Object>> objects(Table table) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> row : table.rows()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < table.columns().size(); i++) {
                if (row.get(i) != null) {
                    object.put(table.columns().get(i), row.get(i));
                }
            }
            objects.add(object);
        }
        return objects;
    }
}
