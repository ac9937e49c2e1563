package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private static final int DEPTH = 500;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [ ] ",
                "null",
                "true",
                "false",
                "0",
                "-0.0e+10",
                "1E400",
                "\"\"",
                "\"\\u0000\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\u00e9\u20ac\uD83D\uDE00\u007f\"",
                "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"a\":1}",
                "\r\n\t{ \"a\" : [ 1 , 2 ] }\n"
            })
    void scan_wellFormed_isAccepted(String json) {
        assertThat(scan(json)).isEqualTo("well-formed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | at byte 0, where the value ends, expected a value",
                "`  ` | at byte 2, where the value ends, expected a value",
                "{ | at byte 1, where the value ends, expected a key in quotes or '}'",
                "{\"a\" 1} | at byte 5 expected ':' after a key",
                "{\"a\":1,} | at byte 7 expected a key in quotes",
                "{\"a\":1] | at byte 6 expected ',' or '}'",
                "[1,] | at byte 3 expected a value",
                "[1} | at byte 2 expected ',' or ']'",
                "{} {} | at byte 3 expected nothing after the end of the document",
                "01 | at byte 1 expected nothing after the end of the document",
                "+1 | at byte 0 expected a value",
                "- | at byte 1, where the value ends, expected a digit",
                "1. | at byte 2, where the value ends, expected a digit",
                "1e+ | at byte 3, where the value ends, expected a digit",
                "NaN | at byte 0 expected a value",
                "nul | at byte 0 expected a value",
                "\"a | at byte 2, where the value ends, expected the closing quote of a string",
                "\"\\x\" | at byte 2 expected one of \" \\ / b f n r t u after a backslash",
                "\"\\u12g4\" | at byte 5 expected four hexadecimal digits after \\u"
            })
    void scan_malformed_saysWhereAndWhat(String json, String expected) {
        assertThat(scan(json)).isEqualTo("the value is not well-formed JSON: " + expected);
    }

    @Test
    void scan_controlCharacterInString_saysWhere() {
        assertThat(scan("\"a\tb\"")).endsWith("at byte 2 expected an escape in place of a control character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0 80",
                "C1 BF",
                "E0 9F BF",
                "ED A0 80",
                "ED BF BF",
                "F0 8F BF BF",
                "F4 90 80 80",
                "F5 80 80 80",
                "80",
                "C3",
                "E2 82",
                "FF",
                "C3 28"
            })
    void scan_malformedUtf8_isRefused(String hex) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex("22 " + hex + " 22");

        assertThat(scan(bytes, DEPTH)).contains("expected well-formed UTF-8");
    }

    @Test
    void scan_byteOrderMark_isRefused() {
        assertThat(scan("\uFEFF{}")).endsWith("at byte 0 expected a value");
    }

    @Test
    void scan_atTheDeepestAllowed_isAccepted() {
        assertThat(scan(nested(1000).getBytes(StandardCharsets.UTF_8), 1000)).isEqualTo("well-formed");
    }

    @Test
    void scan_oneDeeper_saysTheLimit() {
        assertThat(scan(nested(1001).getBytes(StandardCharsets.UTF_8), 1000))
                .contains("expected a nesting of at most 1000");
    }

    @Test
    void scan_mixedNestingOfManyLevels_closesEachByItsKind() {
        String open = "{\"a\":[".repeat(100);

        assertThat(scan(open + "1" + "]}".repeat(100))).isEqualTo("well-formed");
    }

    @Test
    void scan_mixedNestingClosedInTheWrongOrder_isRefused() {
        String open = "{\"a\":[".repeat(100);

        assertThat(scan(open + "1" + "]}".repeat(50) + "}")).endsWith("expected ',' or ']'");
    }

    @Test
    void scan_afterAnother_startsAfresh() {
        JsonScanner scanner = new JsonScanner();
        scanner.scan(bytes("[[[["), 0, 4, DEPTH);

        assertThat(scanner.scan(bytes("xx[]xx"), 2, 2, DEPTH)).isTrue();
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String scan(String json) {
        return scan(bytes(json), DEPTH);
    }

    private static String scan(byte[] json, int depth) {
        JsonScanner scanner = new JsonScanner();
        return scanner.scan(json, 0, json.length, depth) ? "well-formed" : scanner.complaint("value");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
