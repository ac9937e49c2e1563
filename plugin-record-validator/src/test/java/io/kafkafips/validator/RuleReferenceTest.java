package io.kafkafips.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** {@code docs/record-validation-rules.md} is what the rules declare; {@code -Dkafkafips.write.docs=true} writes it anew. */
class RuleReferenceTest {
    private static final Path FILE =
            Path.of(System.getProperty("kafkafips.root"), "docs", "record-validation-rules.md");
    private static final String HEAD = """
            # Rules of record validation

            Generated from the code by `RuleReferenceTest`; do not edit. What the rules are for, with examples: [record-validation.md](record-validation.md).

            In a policy file, a rule stands in one of the lists named below, with its options as keys beside `rule`, `name`, `mode` and `sample-percent`:
            `- {rule: json, max-depth: 50}`. In `server.properties` it is about the first part named, and an option is
            `record.validation.policy.<policy>.<rule>.<option>`; rules of a policy file only are those that need a schema registry.
            """;

    @Test
    void rulesMd_asCheckedIn_isWhatTheRulesDeclare() throws Exception {
        String generated = generate();

        if (Boolean.getBoolean("kafkafips.write.docs")) {
            Files.writeString(FILE, generated);
        }

        assertThat(Files.readString(FILE))
                .as(
                        "docs/record-validation-rules.md is stale: run ./mvnw -pl plugin-record-validator -am"
                                + " -Dtest=RuleReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dkafkafips.write.docs=true test")
                .isEqualTo(generated);
    }

    private static String generate() {
        StringBuilder page = new StringBuilder(HEAD);
        List<RecordValidationPolicy> rules = ServiceLoader.load(RecordValidationPolicy.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(RecordValidationPolicy::name))
                .toList();
        rules.forEach(rule -> section(page, rule));
        return page.toString();
    }

    private static void section(StringBuilder page, RecordValidationPolicy rule) {
        String parts = rule.parts().stream().map(RecordPart::key).collect(Collectors.joining("`, `"));
        page.append("\n## ")
                .append(rule.name())
                .append("\n\nUnder `")
                .append(parts)
                .append("`.\n");
        TreeMap<String, ConfigDef.ConfigKey> options =
                new TreeMap<>(rule.configDef().configKeys());
        if (options.isEmpty()) {
            page.append("\nNo options.\n");
            return;
        }
        page.append("\n| option | type | default | what it does |\n|---|---|---|---|\n");
        options.values()
                .forEach(key -> page.append("| `%s` | %s | %s | %s |%n"
                        .formatted(
                                key.name,
                                key.type.name().toLowerCase(Locale.ROOT),
                                defaultOf(key),
                                key.documentation
                                        .replace("|", "\\|")
                                        .replaceAll("\\s+", " ")
                                        .strip())));
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        if (key.defaultValue == null) {
            return "none";
        }
        String text = ConfigDef.convertToString(key.defaultValue, key.type);
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }
}
