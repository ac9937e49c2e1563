package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexBudgetTest {
    private static final int EXPRESSIONS = 3_000;
    private static final long SEED = 2011;
    private static final String[] PARTS = {
        "a",
        "[a-z]",
        "[^]a]",
        "[[:alpha:](]",
        "[\\](]",
        "\\x{41}",
        "\\pN",
        "\\p{Greek}",
        "\\(",
        "\\Qa{9}(\\E",
        ".",
        "\\b",
        "{",
        "a{,9}",
        "😀",
        "(",
        "(?:",
        "(?i)",
        "(?P<n>",
        "|",
        ")",
        ")",
        "*",
        "+",
        "?",
        "{9}",
        "{2,}",
        "{0,7}",
        "{0,}",
        "{40}"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "((a{0,1000}){0,1000}){0,1000}",
                "((a{1000,}){1000,}){1000,}",
                "(?:(?:[]a]{999}){999}){999}",
                "(?:(?:\\Q(\\E{999}){999}){999}",
                "((\\x{41}{1000}){1000}){1000}",
                "(([[:alpha:]\\]]{1000}){1000}){1000}",
                "((){1000}){1000}",
                "(((a|b)*){1000}){1000}",
                "[(]((a{1000}){1000}){1000}[)]"
            })
    void compile_nestedRepeats_areRefusedBeforeTheyAreWrittenOut(String regex) {
        assertThatThrownBy(() -> RegexBudget.compile(regex, 0)).isInstanceOf(PatternSyntaxException.class);
        assertThat(TestRules.allocatedBy(() -> refused(regex))).isLessThan(200_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 2_000})
    void compile_deepParentheses_areRefused(int depth) {
        assertThatThrownBy(() -> RegexBudget.compile("(".repeat(depth) + "a" + ")".repeat(depth), 0))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("nested more than 100 deep");
    }

    @Test
    void compile_longerThanTheBound_isRefused() {
        assertThatThrownBy(() -> RegexBudget.compile("a".repeat(4097), 0))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("4097 characters, expected at most 4096");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order-[0-9]{1,12}",
                "<[0-9]{1,3}>1 .*",
                "^[A-Z]{3}$",
                "[a-z]{1,1000}",
                ".{0,1000}",
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}[a-z]{2,63}$",
                "\\Q((a{1000}){1000}){1000}\\E",
                "[((a{1000}){1000}){1000}]",
                "\\((a{100}\\){10}){3}",
                "\\x{1000}\\x{1000}",
                "a{,1000}b{x}{"
            })
    void compile_ordinaryExpression_isCompiled(String regex) {
        assertThatCode(() -> RegexBudget.compile(regex, 0)).doesNotThrowAnyException();
    }

    /** An expression that RE2/J makes a large program of takes much to compile; one that was let through never does. */
    @Test
    void compile_generatedExpressions_neverTakeMuch() {
        Random random = new Random(SEED);
        int compiled = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            String regex = generated(random);
            boolean[] passed = {false};
            long allocated = TestRules.allocatedBy(() -> passed[0] = !refused(regex));
            assertThat(allocated).as(regex).isLessThan(8_000_000);
            compiled += passed[0] ? 1 : 0;
        }
        assertThat(compiled).isGreaterThan(EXPRESSIONS / 20);
    }

    private static boolean refused(String regex) {
        try {
            RegexBudget.compile(regex, 0);
            return false;
        } catch (PatternSyntaxException e) {
            return true;
        }
    }

    private static String generated(Random random) {
        StringBuilder regex = new StringBuilder();
        int open = 0;
        for (int i = 1 + random.nextInt(14); i > 0; i--) {
            String part = PARTS[random.nextInt(PARTS.length)];
            boolean group = part.startsWith("(") && !part.equals("(?i)");
            if (!part.equals(")") || open > 0) {
                regex.append(part).append(group ? "b" : "");
                open += group ? 1 : part.equals(")") ? -1 : 0;
            }
        }
        return regex.append(")".repeat(open)).toString();
    }
}
