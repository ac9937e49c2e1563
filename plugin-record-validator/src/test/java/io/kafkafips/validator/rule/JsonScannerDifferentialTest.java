package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the scanner against Jackson's grammar and the JDK's UTF-8 decoder. */
class JsonScannerDifferentialTest {
    private static final int DOCUMENTS = 250_000;
    private static final int DEPTH = 500;
    private static final long SEED = 8259;

    /** Bytes that a mutation puts in: those on which the grammar turns. */
    private static final byte[] PIVOTS =
            "{}[]\",:\\/ \n\t0123456789-+.eEtrufalsn\0\u001f\u007f".getBytes(StandardCharsets.UTF_8);

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Random random = new Random(SEED);
    private final JsonScanner scanner = new JsonScanner();

    @Test
    void scan_mutatedDocuments_decidesAsJacksonDoes() throws IOException {
        int wellFormed = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = mutated(document(0).getBytes(StandardCharsets.UTF_8), i % 4);
            boolean expected = jacksonReads(document);

            assertThat(scanner.scan(document, 0, document.length, DEPTH))
                    .as("%s: %s", i, HexFormat.of().formatHex(document))
                    .isEqualTo(expected);
            wellFormed += expected ? 1 : 0;
        }
        // both outcomes were met often: a generator that makes only one kind proves nothing
        assertThat(wellFormed).isBetween(DOCUMENTS / 4, DOCUMENTS * 3 / 4);
    }

    private static boolean jacksonReads(byte[] document) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        try (JsonParser parser = JACKSON.createParser(text)) {
            int roots = 0;
            while (parser.nextToken() != null) {
                boolean isRoot = parser.getParsingContext().inRoot();
                roots += isRoot && !parser.currentToken().isStructEnd() ? 1 : 0;
                roots += parser.currentToken().isStructStart()
                                && parser.getParsingContext().getParent().inRoot()
                        ? 1
                        : 0;
                parser.getText();
            }
            return roots == 1;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private String document(int level) {
        String space = random.nextInt(4) == 0 ? List.of(" ", "\n", "\t", "\r\n").get(random.nextInt(4)) : "";
        int kind = random.nextInt(level > 4 ? 6 : 9);
        String value = switch (kind) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2, 3 -> number();
            case 4, 5 -> string();
            case 6 -> "[" + members(level, false) + space + "]";
            default -> "{" + members(level, true) + space + "}";
        };
        return space + value + space;
    }

    private String members(int level, boolean keys) {
        StringBuilder members = new StringBuilder();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            members.append(i == 0 ? "" : ",").append(keys ? string() + ":" : "").append(document(level + 1));
        }
        return members.toString();
    }

    private String number() {
        return switch (random.nextInt(5)) {
            case 0 -> "0";
            case 1 -> "-0.5";
            case 2 -> String.valueOf(random.nextLong());
            case 3 -> String.valueOf(random.nextGaussian() * Math.pow(10, random.nextInt(40)));
            default -> random.nextInt(100) + "e-" + random.nextInt(10);
        };
    }

    private String string() {
        StringBuilder string = new StringBuilder("\"");
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            string.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "\\n";
                        case 1 -> "\\u00e9";
                        case 2 -> "\\ud83d";
                        case 3 -> "\u00e9";
                        case 4 -> "\u20ac";
                        case 5 -> "\uD83D\uDE00";
                        default -> "a";
                    });
        }
        return string.append('"').toString();
    }

    private byte[] mutated(byte[] document, int mutations) {
        byte[] mutated = document;
        for (int i = 0; i < mutations && mutated.length > 0; i++) {
            int at = random.nextInt(mutated.length);
            byte pivot = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : PIVOTS[random.nextInt(PIVOTS.length)];
            mutated = switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(mutated, at);
                case 1 -> without(mutated, at);
                case 2 -> with(mutated, at, pivot);
                default -> {
                    byte[] replaced = mutated.clone();
                    replaced[at] = pivot;
                    yield replaced;
                }
            };
        }
        return mutated;
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static byte[] with(byte[] bytes, int at, byte inserted) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = inserted;
        return longer;
    }
}
