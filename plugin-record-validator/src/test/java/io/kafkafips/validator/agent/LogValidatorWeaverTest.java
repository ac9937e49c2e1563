package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogValidatorWeaverTest {
    @ParameterizedTest
    @MethodSource("io.kafkafips.validator.agent.TestedKafkasTest#releases")
    void weave_testedKafka_findsItsCalls(String version) throws IOException {
        byte[] stock = TestedKafkasTest.classFile(version);

        LogValidatorWeaver.Woven woven = LogValidatorWeaver.weave(stock);

        assertThat(woven.unknownCalls()).isNull();
        assertThat(woven.classFile()).isNotEqualTo(stock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assignOffsetsNonCompressed",
                "convertAndAssignOffsetsNonCompressed",
                "validateMessagesAndAssignOffsetsCompressed",
                "skipKeyValueIterator",
                "streamingIterator",
                "processRecordErrors"
            })
    void weave_somethingRenamed_isWovenAtItsEntry(String name) throws IOException {
        LogValidatorWeaver.Woven woven = LogValidatorWeaver.weave(renamed(stock(), name));

        assertThat(woven.unknownCalls())
                .contains("LogValidator: expected the known record-iteration sites [")
                .contains("], found [");
    }

    @Test
    void weave_entryRenamed_isRefused() throws IOException {
        byte[] renamed = renamed(stock(), LogValidatorWeaver.ENTRY);

        assertThatThrownBy(() -> LogValidatorWeaver.weave(renamed))
                .isInstanceOf(JoinPointMissing.class)
                .hasMessageContaining("LogValidator: expected the known record-iteration sites [")
                .hasMessageEndingWith(
                        "and one method validateMessagesAndAssignOffsets that takes a BufferSupplier, found []");
    }

    @Test
    void weave_entryWithoutBufferSupplier_isRefused() throws IOException {
        byte[] renamed = renamed(
                new String(stock(), StandardCharsets.ISO_8859_1)
                        .replace("BufferSupplier;)Lorg", "BufferSupplieX;)Lorg")
                        .getBytes(StandardCharsets.ISO_8859_1),
                "streamingIterator");

        assertThatThrownBy(() -> LogValidatorWeaver.weave(renamed))
                .isInstanceOf(JoinPointMissing.class)
                .hasMessageContaining("BufferSupplieX");
    }

    /** Changes the last letter of the name wherever the constant pool has it on its own. */
    static byte[] renamed(byte[] classFile, String name) {
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        String constant = (char) 0 + String.valueOf((char) name.length()) + name;
        return text.replace(constant, constant.substring(0, constant.length() - 1) + "X")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] stock() throws IOException {
        try (InputStream in = LogValidatorWeaverTest.class
                .getClassLoader()
                .getResourceAsStream(LogValidatorWeaver.INTERNAL_NAME + ".class")) {
            return in.readAllBytes();
        }
    }
}
