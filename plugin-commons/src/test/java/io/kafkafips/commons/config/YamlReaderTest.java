package io.kafkafips.commons.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @Test
    void read_document_hasItsValues() throws Exception {
        YamlMapping root = read("""
                # a comment
                name: "10"
                plain: 08:00
                flag: true
                count: -3
                list: [a, {b: c}]
                """).mapping(Set.of("name", "plain", "flag", "count", "list", "absent"));

        assertThat(root.required("name").string()).isEqualTo("10");
        assertThat(root.required("plain").string()).isEqualTo("08:00");
        assertThat(root.required("flag").bool()).isTrue();
        assertThat(root.required("count").integer(-3, 3)).isEqualTo(-3);
        assertThat(root.required("list")
                        .list()
                        .get(1)
                        .mapping(Set.of("b"))
                        .required("b")
                        .string())
                .isEqualTo("c");
        assertThat(root.optional("absent")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1\\na: 2 | f:2:1: the key a stands here twice",
                "a: &x 1 | f:1:4: an anchor",
                "a: [&x 1, *x] | f:1:5: an anchor",
                "a: *x | f:1:4: an alias",
                "a: !!str 1 | f:1:4: a tag",
                "a: !secret [b] | f:1:4: a tag",
                "a: 1\\n---\\nb: 2 | f:2:1: a second document begins",
                "[a]: 1 | f:1:1: a key that is no word",
                "a: [1 | f:1:6: expected ',' or ']'",
                "a:\\n\\t- b | f:2:1: found character '\\t(TAB)'",
                "a: b: c | f:1:5: mapping values are not allowed here",
                "'' | f:1:1: is empty",
                "'# only a comment' | f:1:1: is empty",
            })
    void read_whatIsNotWanted_isRefusedWithItsPlace(String text, String expected) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n").replace("\\t", "\t")))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith(expected.substring(0, expected.indexOf(' ')))
                .hasMessageContaining(expected.replace("\\t", "\\t"));
    }

    @Test
    void read_deepNesting_isRefused() {
        assertThatThrownBy(() -> read("[".repeat(200_000))).hasMessageContaining("nesting of more than 32 levels");
        assertThatThrownBy(() -> read("{a: ".repeat(200_000))).hasMessageContaining("nesting of more than 32 levels");
    }

    @Test
    void read_keyOfMoreThan256Characters_isRefusedWithItsPlace() throws Exception {
        String longest = "k".repeat(256);

        assertThat(read("a:\n  " + longest + ": 1")
                        .mapping(Set.of("a"))
                        .required("a")
                        .mapping(Set.of(longest))
                        .required(longest)
                        .integer(1, 1))
                .isEqualTo(1);
        assertThatThrownBy(() -> read("a:\n  " + longest + "k: 1"))
                .isInstanceOf(YamlException.class)
                .hasMessage("f:2:3: a key of more than 256 characters");
    }

    @Test
    void read_bytesThatAreNoUtf8_areRefused() {
        assertThatThrownBy(() -> YamlReader.read("f", new byte[] {'a', ':', ' ', (byte) 0xff}))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("is not UTF-8");
    }

    @Test
    void read_controlCharacter_isRefused() {
        assertThatThrownBy(() -> read("a: b\0c"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("f:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "true", "10", "1.5", "1e3", ".5", "0x1F", "-.inf", "' '", "[a]", "{a: b}"})
    void string_anotherType_isRefused(String value) throws Exception {
        YamlNode node = read("a: " + value).mapping(Set.of("a")).required("a");
        assertThatThrownBy(node::string).isInstanceOf(YamlException.class).hasMessageContaining("expected a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "\"true\"", "1", "[true]", "truE"})
    void bool_anotherType_isRefused(String value) throws Exception {
        YamlNode node = read("a: " + value).mapping(Set.of("a")).required("a");
        assertThatThrownBy(node::bool)
                .hasMessageContaining("f:1:4: a is")
                .hasMessageContaining("expected true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "\"5\"", "5.0", "99999999999999999999", "five"})
    void integer_anotherTypeOrOutOfBounds_isRefused(String value) throws Exception {
        YamlNode node = read("a: " + value).mapping(Set.of("a")).required("a");
        assertThatThrownBy(() -> node.integer(1, 10)).hasMessageContaining("expected a whole number from 1 to 10");
    }

    @Test
    void read_randomlyChanged_isReadOrRefusedButNeverFailsOtherwise() {
        byte[] good = "version: 1\nrules:\n  - name: \"a\"\n    list: [x, {y: 'z'}]\n    n: |\n      t\n"
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            }
            try {
                assertThat(YamlReader.read("f", bytes)).isNotNull();
            } catch (YamlException e) {
                refused++;
                assertThat(e.getMessage()).startsWith("f:");
            }
        }
        assertThat(refused).isBetween(1_000, 19_000);
    }

    private static YamlNode read(String text) throws YamlException {
        return YamlReader.read("f", text.getBytes(StandardCharsets.UTF_8));
    }
}
