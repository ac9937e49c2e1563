package io.kafkafips.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The texts by which {@code docs/troubleshooting.md} is keyed are those of the program, unless they are said to be of others. */
class TroubleshootingTest {
    private static final String OTHERS = "## Texts of Kafka, Java and the module";
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)`.* \\|.*\\|.*\\|$");

    private final SourceTexts sources = SourceTexts.read();

    @Test
    void texts_ofThePage_areInTheProgram() {
        List<String> texts = texts();

        assertThat(texts).hasSizeGreaterThan(60);
        assertThat(texts)
                .filteredOn(text -> !sources.have(text))
                .as("texts that nothing says")
                .isEmpty();
    }

    @Test
    void have_textOfNobodyOrInAnotherOrder_isFalse() {
        assertThat(sources.have("The provider BCFIPS is registered twice.")).isFalse();
        assertThat(sources.have("matches the topic <topic>: No rule of ")).isFalse();
        assertThat(sources.have("No rule of <setting> matches the topic <topic>: it is not copied"))
                .isTrue();
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String line : MarkdownPage.read(Checkout.root().resolve("docs/troubleshooting.md"))
                .lines()) {
            if (line.equals(OTHERS)) {
                return texts;
            }
            Matcher cell = FIRST_CELL.matcher(line);
            if (cell.matches()) {
                texts.add(cell.group(1));
            }
        }
        throw new AssertionError("No heading: " + OTHERS);
    }
}
