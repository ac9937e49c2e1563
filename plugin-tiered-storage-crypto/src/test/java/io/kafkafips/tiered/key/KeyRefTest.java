package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRefTest {
    private static final String ID = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"a/1/" + ID, "customer.00ff/999999999/" + ID, "0_b-c.d/20/" + ID})
    void parse_ofWhatToStringWrites_returnsIt(String text) {
        KeyRef ref = KeyRef.parse(text).orElseThrow();

        assertThat(ref).hasToString(text);
        assertThat(new KeyRef(ref.key(), ref.version(), ref.id())).isEqualTo(ref);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kek-1",
                "a/1",
                "a/0/" + ID,
                "a/01/" + ID,
                "a/-1/" + ID,
                "a/1000000000/" + ID,
                "a/1/" + ID + "0",
                "a/1/0123456789ABCDEF",
                "A/1/" + ID,
                ".a/1/" + ID,
                "../1/" + ID,
                "a/b/1/" + ID,
                "a\\b/1/" + ID,
                "a\u0000/1/" + ID,
                "root.yaml/1/" + ID,
                "a/1/" + ID + "\n",
                "a/\u0661/" + ID,
            })
    void parse_ofAnythingElse_isEmpty(String text) {
        assertThat(KeyRef.parse(text)).isEmpty();
    }

    @Test
    void isName_of65Characters_isFalse() {
        assertThat(KeyRef.isName("a".repeat(64))).isTrue();
        assertThat(KeyRef.isName("a".repeat(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "", "A", "-a", ".a", "a\n"})
    void constructor_withANameThatIsNone_refuses(String name) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new KeyRef(name, 1, ID));
    }

    @Test
    void order_ofVersions_isByNumber() {
        List<KeyRef> sorted = Stream.of("b/1/" + ID, "a/10/" + ID, "a/9/" + ID)
                .map(text -> KeyRef.parse(text).orElseThrow())
                .sorted()
                .toList();

        assertThat(sorted).extracting(KeyRef::toString).containsExactly("a/9/" + ID, "a/10/" + ID, "b/1/" + ID);
    }

    @Test
    void topicHex_ofAnId_comesBack() {
        Uuid id = Uuid.randomUuid();

        assertThat(KeyTopic.parse(KeyTopic.hex(id))).contains(id);
        assertThat(KeyTopic.hex(new Uuid(1, 0xff))).isEqualTo("000000000000000100000000000000ff");
        assertThat(KeyTopic.parse(id.toString())).isEmpty();
    }
}
