package io.kafkafips.authorizer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {
    @Test
    void matches_randomPatternsAndNames_agreesWithTheRegularExpression() {
        Random random = new Random(7);
        int matched = 0;
        for (int i = 0; i < 100_000; i++) {
            String pattern = word(random, "ab*?.");
            String name = word(random, "ab.");
            Pattern expected = Pattern.compile(
                    pattern.replace(".", "\\.").replace("*", ".*").replace('?', '.'), Pattern.DOTALL);

            boolean matches = Glob.of(pattern).matches(name);

            assertThat(matches)
                    .as("%s and %s", pattern, name)
                    .isEqualTo(expected.matcher(name).matches());
            matched += matches ? 1 : 0;
        }
        assertThat(matched).isGreaterThan(5_000);
    }

    @Test
    void matches_nameThatIsTooLong_matchesEverythingAlone() {
        String name = "a".repeat(1025);

        assertThat(Glob.of("*").matches(name)).isTrue();
        assertThat(Glob.of("a*").matches(name)).isFalse();
        assertThat(Glob.of("*a").matches(name)).isFalse();
        assertThat(Glob.of("a*").matches("a".repeat(1024))).isTrue();
    }

    @Test
    void selects_nameThatIsTooLong_doesNotEscape() {
        String name = "a".repeat(1025);

        assertThat(Glob.of("a*").selects(name)).isTrue();
        assertThat(Glob.of("a*c").selects(name)).isTrue();
        assertThat(Glob.of("b*").selects(name)).isFalse();
        assertThat(Glob.of("a").selects(name)).isFalse();
    }

    @Test
    void of_patternThatIsTooLong_isRefused() {
        assertThatThrownBy(() -> Glob.of("a".repeat(257))).hasMessageContaining("at most 256");
    }

    private static String word(Random random, String alphabet) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
