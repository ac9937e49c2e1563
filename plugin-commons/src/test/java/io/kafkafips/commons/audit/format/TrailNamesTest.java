package io.kafkafips.commons.audit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailNamesTest {
    private final TrailNames names = new TrailNames("broker-1");

    @Test
    void number_ofOurFiles_isTheirNumber() {
        assertThat(names.file(42)).isEqualTo("audit-broker-1-00000042.jsonl");
        assertThat(names.number(names.file(42))).hasValue(42);
        assertThat(names.number(names.file(123_456_789))).hasValue(123_456_789);
        assertThat(TrailNames.of(names.file(42))).hasValue(names);
        assertThat(TrailNames.ofState(names.state())).hasValue(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit-broker-1-00000000.jsonl",
                "audit-broker-1-000000042.jsonl",
                "audit-broker-1-42.jsonl",
                "audit-broker-2-00000042.jsonl",
                "audit-broker-1-00000042.jsonl.new",
                "audit-broker-1.jsonl"
            })
    void number_ofOtherNames_isNone(String name) {
        assertThat(names.number(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "Broker-1", "a b", "1a"})
    void construct_nameThatIsNoFileName_isRefused(String source) {
        assertThatThrownBy(() -> new TrailNames(source)).isInstanceOf(IllegalArgumentException.class);
    }
}
