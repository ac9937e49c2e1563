package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.docs.MarkdownPage;
import io.kafkafips.docs.MarkdownPage.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Every {@code kafka-fips} in the documentation is a command that there is, with options that it has. A line without placeholders is
 * parsed as a whole; of the others, the names.
 */
class DocumentedCommandsTest {
    private static final int LEAST = 40;
    /** Where a shell looks for a command: not every word {@code kafka-fips} is one. */
    private static final Pattern COMMAND =
            Pattern.compile("(?:^\\s*|[$(;&|:]\\s*|-- |\\b(?:sudo|do|then|if|until|exec)\\s+|\\w=\\S*\\s+)"
                    + "(?:[^\\s$]*/)?kafka-fips(?=\\s)(.*)$");

    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");
    private static final Pattern PLACEHOLDER = Pattern.compile("<|\\.\\.\\.|\\$|\\||[{}\\[\\]]");

    @Test
    void commands_ofEveryPage_areThoseOfTheProgram() {
        List<Place> commands = MarkdownPage.all().stream()
                .flatMap(page -> Stream.concat(page.codeLines().stream(), spans(page)))
                .filter(place -> COMMAND.matcher(place.text()).find())
                .filter(place -> !place.text().strip().startsWith("kafka-fips:"))
                .toList();

        assertThat(commands).hasSizeGreaterThan(LEAST);
        assertThat(commands.stream()
                        .flatMap(place -> fault(place.text()).map(fault -> place + "\n    " + fault).stream()))
                .as("commands that kafka-fips does not know")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka-fips prinzipals alice.pem",
                "$ kafka-fips principals alice.pem --truststore x",
                "    bin/kafka-fips keys rotate orders --al",
                "kafka-fips segment verify <folder> --sever-properties x",
                "kafka-fips keys create a b c",
                "kafka-fips explain alice.pem --acls acls.json",
                "kafka-fips segment frobnicate ..."
            })
    void fault_ofACommandThatThereIsNot_isFound(String line) {
        assertThat(fault(line)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$ kafka-fips acls --bootstrap-server broker:9093 --command-config admin.properties --json > acls.json",
                "kafka-fips segment decrypt <object> --to - | ...      --server-properties ...",
                "    kafka-fips keys create-root root-2026      # an AES-256 key",
                "(cd x && bin/kafka-fips help)",
                "kafka-fips doctor --pid $(pgrep -f kafka.Kafka)   # a running node",
                "kafka-fips keys create-root | create | rotate",
                "export KAFKA_HOME=/opt/kafka            # or: kafka-fips --kafka /opt/kafka ..."
            })
    void fault_ofACommandThatThereIs_isNone(String line) {
        assertThat(fault(line)).isEmpty();
    }

    @Test
    void command_asAnArgumentOfAnother_isNone() {
        assertThat(COMMAND.matcher("helm install kafka-fips ./helm").find()).isFalse();
        assertThat(COMMAND.matcher("docker exec broker kafka-fips doctor").find())
                .isFalse();
    }

    /** In prose a name may stand alone, but not begin with another word. */
    private static Stream<Place> spans(MarkdownPage page) {
        return page.codeSpans().stream()
                .filter(span -> span.text().startsWith("kafka-fips ")
                        || Path.of(span.text().split(" ", 2)[0]).endsWith("bin/kafka-fips"))
                // what it needs besides stands elsewhere
                .map(span -> new Place(span.page(), span.line(), span.text() + " ..."));
    }

    private static Optional<String> fault(String line) {
        Matcher command = COMMAND.matcher(line);
        if (!command.find()) {
            return Optional.of("no command: " + line);
        }
        String rest = upToTheShell(command.group(1));
        List<String> words = words(rest);
        Optional<String> unknown = unknownName(words);
        return unknown.isPresent() || PLACEHOLDER.matcher(command.group(1)).find() ? unknown : refusedBy(words);
    }

    /** Without comments, redirections and what follows in a pipe; a word that is quoted is left whole, and so is a word that a command gives. */
    private static String upToTheShell(String rest) {
        return rest.replaceAll("\\$\\([^)]*\\)", "<word>")
                .replaceFirst("\\s#\\s.*$", "")
                .replaceFirst("\\s\\d?>+\\s.*$", "")
                .replaceFirst("\\s(?:\\||&&|\\|\\|)\\s.*$", "")
                .replaceFirst("[;)].*$", "");
    }

    private static List<String> words(String rest) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(rest);
        while (word.find()) {
            words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
        }
        return words;
    }

    private static Optional<String> unknownName(List<String> words) {
        CommandSpec spec = KafkaFips.commandLine().getCommandSpec();
        boolean named = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-") && word.length() > 1) {
                OptionSpec option = spec.optionsMap().get(word.split("=", 2)[0]);
                if (option == null) {
                    return Optional.of("no option " + word + " of " + spec.qualifiedName());
                }
                i += option.arity().min() > 0 && !word.contains("=") ? 1 : 0;
            } else if (spec.subcommands().containsKey(word)) {
                spec = spec.subcommands().get(word).getCommandSpec();
                named = true;
            } else if (!spec.subcommands().isEmpty()
                    && !PLACEHOLDER.matcher(word).find()) {
                return Optional.of("no command " + word + " of " + spec.qualifiedName());
            }
        }
        return named
                        || words.stream()
                                .anyMatch(word -> word.startsWith("--")
                                        || PLACEHOLDER.matcher(word).find())
                ? Optional.empty()
                : Optional.of("no command is named");
    }

    private static Optional<String> refusedBy(List<String> words) {
        try {
            new CommandLine(KafkaFips.commandLine().getCommandSpec()).parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
