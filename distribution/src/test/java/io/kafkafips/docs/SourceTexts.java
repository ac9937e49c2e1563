package io.kafkafips.docs;

import io.kafkafips.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The text of the program, with string constants that are joined over lines in one piece. */
final class SourceTexts {
    private static final String PLACEHOLDER = "<[^>]*>|\\.\\.\\.|\\{\\}";
    private static final int LEAST_FRAGMENT = 6;

    private final List<String> texts;

    private SourceTexts(List<String> texts) {
        this.texts = texts;
    }

    /** Everything that is shipped: the plug-ins and the command line. */
    static SourceTexts read() {
        try (Stream<Path> modules = Files.list(Checkout.root())) {
            return new SourceTexts(modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .filter(folder -> !folder.getParent().endsWith("testkit"))
                    .flatMap(SourceTexts::files)
                    .map(SourceTexts::text)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a quotation stands in one file, piece by piece in order; {@code <name>}, {@code ...} and {@code {}} stand for anything. */
    boolean have(String quotation) {
        List<String> pieces = Stream.of(quotation.split(PLACEHOLDER, -1))
                .map(String::strip)
                .filter(piece -> piece.length() >= LEAST_FRAGMENT)
                .toList();
        return !pieces.isEmpty() && texts.stream().anyMatch(text -> isIn(text, pieces));
    }

    /** Whether a word stands anywhere, as a whole. */
    boolean haveWord(String word) {
        String pattern =
                "(?s).*(?<![A-Za-z0-9_])(?:get|is)?" + java.util.regex.Pattern.quote(word) + "(?![A-Za-z0-9_]).*";
        return texts.stream().anyMatch(text -> text.contains(word) && text.matches(pattern));
    }

    private static boolean isIn(String text, List<String> pieces) {
        int from = 0;
        for (String piece : pieces) {
            int at = text.indexOf(piece, from);
            if (at < 0) {
                return false;
            }
            from = at + piece.length();
        }
        return true;
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(java|properties|java\\.security\\.\\d+)")
                            || file.getFileName().toString().startsWith("java.security.")
                            || file.endsWith("kafka-fips"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
