package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerCommandLineTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        Path blank = Files.createDirectory(folder.resolve("a folder"));
        file = Files.writeString(
                blank.resolve("my server.properties"), "node.id=1\nrecord.validation.policies=orders\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.Kafka server.properties | true",
                "kafka.Kafka server.properties --override a=b | true",
                "kafka.Kafka | false",
                "kafka.Kafka --version | false",
                "kafka.tools.StorageTool format -c server.properties | false",
                "org.apache.kafka.tools.TopicCommand kafka.Kafka x | false",
                "'' | false"
            })
    void startsServer_commandLine_isTrueForServersAlone(String command, boolean expected) {
        assertThat(BrokerCommandLine.of(command).startsServer()).isEqualTo(expected);
    }

    @Test
    void serverProperties_fileWithBlanksInItsName_isRead() {
        BrokerCommandLine commandLine = BrokerCommandLine.of("kafka.Kafka " + file);

        assertThat(commandLine.serverProperties(null))
                .isEqualTo(Map.of("node.id", "1", "record.validation.policies", "orders"));
    }

    @Test
    void serverProperties_overrides_winOverTheFileAndTheLastOverEarlierOnes() {
        BrokerCommandLine commandLine = BrokerCommandLine.of(
                "kafka.Kafka " + file + " --override node.id=2 --override node.id=3 --override x=a = b");

        assertThat(commandLine.serverProperties(null))
                .isEqualTo(Map.of("node.id", "3", "record.validation.policies", "orders", "x", "a = b"));
    }

    @Test
    void serverProperties_fileNamedToTheAgent_isRead() {
        assertThat(BrokerCommandLine.of("my.Launcher up").serverProperties(file))
                .containsEntry("node.id", "1");
    }

    @Test
    void serverProperties_noFile_isRefused() {
        assertThatThrownBy(
                        () -> BrokerCommandLine.of("kafka.Kafka no.properties").serverProperties(null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("server.properties=no.properties is refused: expected a readable file");
    }

    @ParameterizedTest
    @CsvSource({"controller,true", "'[controller]',true", "'broker,controller',false", "broker,false"})
    void isControllerOnly_roles_isTrueWithoutABroker(String roles, boolean expected) {
        assertThat(BrokerCommandLine.isControllerOnly(Map.of("process.roles", roles)))
                .isEqualTo(expected);
    }

    @Test
    void isControllerOnly_noRoles_isFalse() {
        assertThat(BrokerCommandLine.isControllerOnly(Map.of())).isFalse();
    }
}
