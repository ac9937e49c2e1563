package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogValidatorWeaverTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.0.1", "4.1.2", "4.2.2", "4.4.0"})
    void weave_supportedKafka_findsTheJoinPoint(String version) throws IOException {
        byte[] stock = IsolatedKafka.classFile(version);

        assertThat(LogValidatorWeaver.weave(stock)).isNotEqualTo(stock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assignOffsetsNonCompressed",
                "convertAndAssignOffsetsNonCompressed",
                "validateMessagesAndAssignOffsetsCompressed",
                "skipKeyValueIterator",
                "streamingIterator"
            })
    void weave_somethingRenamed_isRefused(String name) throws IOException {
        byte[] renamed = renamed(stock(), name);

        assertThatThrownBy(() -> LogValidatorWeaver.weave(renamed))
                .isInstanceOf(JoinPointMissing.class)
                .hasMessageContaining("LogValidator: expected the 4 known record-iteration sites [")
                .hasMessageContaining("], found [");
    }

    @Test
    void weave_wovenClass_isRefused() throws IOException {
        byte[] woven = LogValidatorWeaver.weave(stock());

        assertThatThrownBy(() -> LogValidatorWeaver.weave(woven)).hasMessageEndingWith("found []");
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
