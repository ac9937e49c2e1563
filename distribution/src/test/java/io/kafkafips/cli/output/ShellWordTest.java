package io.kafkafips.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    private static final List<String> HOSTILE = List.of(
            "",
            "plain",
            "it's",
            "$(reboot)",
            "`reboot`",
            "a;b|c&d>e<f",
            "--force",
            "~/x *?[a]{b,c}!",
            "back\\slash\\047",
            "100%d %s",
            "tab\there",
            "\u001b[2Jesc",
            "line\nbreak",
            "ends with breaks\n\n",
            "\n",
            "\u00fcber \u202eright to left",
            "quote\"dollar$x",
            "\ud83d\ude00",
            "both ' and \u0007");

    /** The shell itself is the judge. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void of_anyText_isThatTextForAShell(String shell) {
        List<String> texts = new ArrayList<>(HOSTILE);
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            texts.add(text(random));
        }
        StringBuilder script = new StringBuilder();
        texts.forEach(text ->
                script.append("printf '%s\\0' ").append(ShellWord.of(text)).append('\n'));

        CommandResult result = Command.run(List.of(shell, "-s"), Map.of(), script.toString(), Duration.ofSeconds(60));

        assertThat(result.output().split("\0", -1)).containsExactlyElementsOf(withEnd(texts));
    }

    @Test
    void of_anyText_hasNoInvisibleCharacterButALineBreakAtTheEnd() {
        assertThat(HOSTILE)
                .map(ShellWord::of)
                .allMatch(word -> word.replaceAll("\n+'\\z", "").matches("[\\x20-\\x7e]*"));
    }

    @Test
    void isArgument_nulOrHalfACharacter_isFalse() {
        assertThat(ShellWord.isArgument("a\0b")).isFalse();
        assertThat(ShellWord.isArgument("\ud83d")).isFalse();
        assertThat(ShellWord.isArgument("\ud83d\ude00")).isTrue();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            text.append((char) (random.nextInt(4) == 0 ? 0xa0 + random.nextInt(500) : 1 + random.nextInt(126)));
        }
        return text.toString();
    }

    private static List<String> withEnd(List<String> texts) {
        List<String> all = new ArrayList<>(texts);
        all.add("");
        return all;
    }
}
