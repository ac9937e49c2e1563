package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "*.partner.example,app.partner.example,true",
        "*.partner.example,a.b.partner.example,true",
        "*.partner.example,partner.example,false",
        "*.partner.example,evilpartner.example,false",
        "*.partner.example,app.partner.example.evil,false",
        "spiffe://td/ns/*,spiffe://td/ns,false",
        "app-1,app-1,true",
        "app-1,app-10,false",
        "'*','',true",
    })
    void matches_ofNames_isOfTheWholeName(String pattern, String name, boolean expected) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void matches_randomPatterns_agreesWithARegularExpression() {
        Random random = new Random(4711);
        int matched = 0;
        for (int i = 0; i < 200_000; i++) {
            String pattern = random(random, "ab*", 8);
            String name = random(random, "ab", 10);
            String regex =
                    Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            boolean expected = Pattern.matches(regex, name);
            assertThat(new NamePattern(pattern).matches(name))
                    .as(pattern + " " + name)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isBetween(5_000, 195_000);
    }

    private static String random(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(longest + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
