package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    @ValueSource(strings = {"segment", "keys"})
    void execute_groupWithoutItsCommand_isAUsageError(String group) {
        CliRun run = CliRun.of(group);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("kafka-fips: Missing command. Remedy: kafka-fips " + group + " --help\n");
    }

    private static List<CommandLine> commands() {
        return KafkaFips.commandLine().getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.getSubcommands().values().stream()))
                .toList();
    }

    private static void isComplete(CommandLine command) {
        assertThat(command.getCommandSpec().optionsMap()).containsKeys("--format", "--json", "--help", "--debug");
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    }
}
