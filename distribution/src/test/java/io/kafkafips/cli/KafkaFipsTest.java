package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KafkaFipsTest {
    @Test
    void execute_help_listsCommandsAndExitCodes() {
        CliRun run = CliRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Usage: kafka-fips", "Commands:", "the cluster or the key service cannot be reached");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void execute_unknownCommand_isOneLineWithTheRemedy() {
        CliRun run = CliRun.of("prinzipals");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("kafka-fips: Unmatched argument at index 0: 'prinzipals'. Remedy: kafka-fips --help");
    }

    @Test
    void execute_withoutCommand_isAUsageError() {
        CliRun run = CliRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("kafka-fips: Missing command. Remedy: kafka-fips --help\n");
    }

    /** A secret on a command line is in the process list and in the history of the shell. */
    @Test
    void options_ofEveryCommand_takeNoSecret() {
        assertThat(commands())
                .flatExtracting(command -> command.getCommandSpec().options())
                .noneMatch(option -> option.interactive()
                        || option.longestName().matches("(?i).*(password|passphrase|secret|token|pin)$"));
    }

    @Test
    void commands_all_printInEveryFormatAndDescribeThemselves() {
        assertThat(commands())
                .filteredOn(command -> command.getSubcommands().isEmpty())
                .filteredOn(command -> !command.getCommandName().equals("help"))
                .allSatisfy(KafkaFipsTest::isComplete);
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment", "keys", "keystore"})
    void execute_groupWithoutItsCommand_isAUsageError(String group) {
        CliRun run = CliRun.of(group);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("kafka-fips: Missing command. Remedy: kafka-fips " + group + " --help\n");
    }

    @Test
    void help_everyCommand_saysWhatEachArgumentAndExitCodeMeans() {
        assertThat(commands())
                .filteredOn(command -> !command.getCommandName().equals("help"))
                .allSatisfy(command -> {
                    assertThat(command.getCommandSpec().args())
                            .filteredOn(argument ->
                                    String.join("", argument.description()).isBlank())
                            .isEmpty();
                    assertThat(command.getUsageMessage())
                            .contains("Exit codes:", "0   nothing is wrong", "5   a defect");
                });
    }

    @Test
    void reference_everyCommand_isInIt() throws Exception {
        String reference = Files.readString(Path.of(System.getProperty("kafkafips.root"), "docs", "cli.md"));

        assertThat(commands())
                .filteredOn(command -> !command.getCommandName().equals("help"))
                .extracting(command -> command.getCommandSpec().qualifiedName())
                .allMatch(name -> isIn(reference, name));
        assertThat(KafkaFips.commandLine()
                        .getCommandSpec()
                        .usageMessage()
                        .exitCodeList()
                        .keySet())
                .allMatch(code -> reference.contains("\n| " + code + " | "));
    }

    private static List<CommandLine> commands() {
        return below(KafkaFips.commandLine()).toList();
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream().flatMap(each -> Stream.concat(Stream.of(each), below(each)));
    }

    /** Named in full, or the title of a section. */
    private static boolean isIn(String reference, String name) {
        String title = name.substring(name.indexOf(' ') + 1);
        return Pattern.compile("\\b" + name + "\\b(?!-)|(?m)^#+ " + title + "$")
                .matcher(reference)
                .find();
    }

    private static void isComplete(CommandLine command) {
        assertThat(command.getCommandSpec().optionsMap()).containsKeys("--format", "--json", "--help", "--debug");
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    }
}
