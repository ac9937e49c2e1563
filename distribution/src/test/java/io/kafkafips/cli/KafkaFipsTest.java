package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KafkaFipsTest {
    @Test
    void execute_help_listsCommandsAndExitCodes() {
        CliRun run = CliRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: kafka-fips", "Commands:", "the cluster cannot be reached");
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
        assertThat(KafkaFips.commandLine().getSubcommands().values())
                .flatExtracting(command -> command.getCommandSpec().options())
                .noneMatch(option -> option.interactive()
                        || option.longestName().matches("(?i).*(password|passphrase|secret|token|pin)$"));
    }

    @Test
    void commands_all_printInEveryFormatAndDescribeThemselves() {
        assertThat(KafkaFips.commandLine().getSubcommands().values())
                .filteredOn(command -> !command.getCommandName().equals("help"))
                .allSatisfy(KafkaFipsTest::isComplete);
    }

    private static void isComplete(CommandLine command) {
        assertThat(command.getCommandSpec().optionsMap()).containsKeys("--format", "--json", "--help", "--debug");
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    }
}
