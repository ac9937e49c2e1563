package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Man pages and completion of the bundle know every command and every option. */
class ManPagesIT {
    private static final Path BUNDLE = Checkout.root().resolve("distribution/target/kafka-fips-plugins");

    private static Stream<CommandSpec> commands() {
        return below(KafkaFips.commandLine()).map(CommandLine::getCommandSpec);
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ManPagesIT::below));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void manPage_everyCommand_hasItsOptionsAndExitCodes(CommandSpec command) throws IOException {
        Path page = BUNDLE.resolve("man/man1").resolve(command.qualifiedName("-") + ".1");
        String text =
                Files.readString(page).replace("\\-", "-").replace("\\fP", "").replace("\\fB", "");

        assertThat(command.options())
                .filteredOn(option -> !option.hidden())
                .extracting(OptionSpec::longestName)
                .allMatch(text::contains);
        List<String> below = command.subcommands().values().stream()
                .map(CommandLine::getCommandName)
                .toList();
        assertThat(below).allMatch(text::contains);
        if (!command.name().equals("help")) {
            assertThat(text).contains(".SH \"EXIT CODES:\"", "nothing is wrong", "a defect of this program");
        }
        // the same on every machine and every day
        assertThat(text).doesNotContain(BUNDLE.toString(), "(development)");
    }

    @Test
    void completion_everyCommandAndOption_isOffered() throws IOException {
        String script = Files.readString(BUNDLE.resolve("bin/kafka-fips-completion.bash"));

        assertThat(commands().flatMap(command -> command.options().stream()).filter(option -> !option.hidden()))
                .extracting(OptionSpec::longestName)
                .allMatch(name -> script.contains("'" + name + "'"));
        assertThat(commands().map(command -> command.qualifiedName("_").substring("kafka-fips".length())))
                .allMatch(name -> script.contains("function _picocli_kafka-fips" + name.replace("-", "") + "()"));
    }
}
