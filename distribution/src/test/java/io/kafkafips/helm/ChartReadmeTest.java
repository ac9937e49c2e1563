package io.kafkafips.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The chart's {@code README.md} has a table of all values, made from the comments {@code # --} of {@code values.yaml} as helm-docs does it;
 * {@code -Dkafkafips.write.docs=true} writes it anew.
 */
class ChartReadmeTest {
    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String BEGIN = "<!-- values: made by ChartReadmeTest -->\n";
    private static final String END = "<!-- end of values -->\n";
    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z0-9.]+):(.*)$");
    private static final int INDENT = 2;

    @Test
    void readme_asCheckedIn_hasTheValuesOfTheChart() throws IOException {
        String text = Files.readString(README);
        String expected =
                text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + table() + text.substring(text.indexOf(END));

        if (Boolean.getBoolean("kafkafips.write.docs")) {
            Files.writeString(README, expected);
            text = expected;
        }

        assertThat(text)
                .as(
                        "README.md of the chart is stale: run ./mvnw -pl distribution -am verify -Dkafkafips.write.docs=true")
                .isEqualTo(expected);
    }

    @Test
    void comments_everyValue_hasOne() throws IOException {
        Set<String> undescribed = new TreeSet<>();
        leaves(Chart.defaults(), "", descriptions().keySet(), undescribed);

        assertThat(undescribed).isEmpty();
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("\n| value | default | what it does |\n|---|---|---|\n");
        descriptions()
                .forEach((key, text) -> table.append("| `")
                        .append(key)
                        .append("` | `")
                        .append(json(at(key)))
                        .append("` | ")
                        .append(text.replace("|", "\\|"))
                        .append(" |\n"));
        return table.append('\n').toString();
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value).replace("|", "\\|");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object at(String key) {
        Object at = Chart.defaults();
        for (String part : key.split("\\.", -1)) {
            at = ((Map<?, ?>) at).get(part);
        }
        return at;
    }

    /** Text by key, in the order of the file. */
    private static Map<String, String> descriptions() throws IOException {
        Map<String, String> descriptions = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        String comment = "";
        for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
            Matcher key = KEY.matcher(line);
            if (line.strip().startsWith("# -- ")) {
                comment = line.strip().substring("# -- ".length());
            } else if (key.matches()) {
                int depth = key.group(1).length() / INDENT;
                while (path.size() > depth) {
                    path.remove(path.size() - 1);
                }
                path.add(key.group(2));
                if (!comment.isEmpty()) {
                    descriptions.put(String.join(".", path), comment);
                }
                comment = "";
            }
        }
        return descriptions;
    }

    private static void leaves(Map<?, ?> values, String path, Set<String> described, Set<String> undescribed) {
        values.forEach((name, value) -> {
            String key = path.isEmpty() ? name.toString() : path + "." + name;
            if (described.contains(key)) {
                return;
            }
            if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                leaves(map, key, described, undescribed);
            } else {
                undescribed.add(key);
            }
        });
    }
}
