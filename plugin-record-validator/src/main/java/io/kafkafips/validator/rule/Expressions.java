package io.kafkafips.validator.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Regular expressions of RE2/J: their time is linear in the text, whatever the expression and whoever sent the text. */
final class Expressions {
    private Expressions() {}

    static @Nullable Pattern compile(String option, @Nullable String expression) {
        if (expression == null) {
            return null;
        }
        try {
            return RegexBudget.compile(expression, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            ConfigException refusal = new ConfigException(option + " cannot be read by RE2: " + e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Whether the expression matches the whole text, which must be well-formed UTF-8. */
    static boolean matches(Pattern pattern, Octets text) {
        return pattern.matcher(text.toArray()).matches();
    }
}
