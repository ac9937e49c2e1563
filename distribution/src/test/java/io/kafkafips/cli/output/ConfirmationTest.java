package io.kafkafips.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationTest {
    private final StringWriter terminal = new StringWriter();

    @Test
    void typed_theVeryName_confirms() {
        assertThat(asked("orders\n")).isTrue();
        assertThat(terminal).hasToString("Type orders: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "y\n", "yes\n", "Orders\n", " orders\n", "orders/1\n"})
    void typed_anythingElse_doesNot(String answer) {
        assertThat(asked(answer)).isFalse();
    }

    private boolean asked(String answer) {
        return new Confirmation(new StringReader(answer), new PrintWriter(terminal)).typed("Type orders:", "orders");
    }
}
