package io.kafkafips.cli.verify;

import io.kafkafips.cli.output.CommandFailure;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose among the tests. Not thread-safe. */
@SuppressWarnings("FieldMayBeFinal") // picocli sets the fields
final class Selection {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<test>",
            description = "only these tests; a name may end in an asterisk, such as tls-*")
    private @Nullable List<String> only;

    @Option(names = "--skip", split = ",", paramLabel = "<test>", description = "all but these tests, named likewise")
    private @Nullable List<String> skip;

    /**
     * The chosen tests.
     *
     * @throws CommandFailure for a name that no test has
     */
    Set<Check> checks() {
        Set<Check> chosen = only == null ? EnumSet.allOf(Check.class) : named("--only", only);
        if (skip != null) {
            chosen.removeAll(named("--skip", skip));
        }
        if (chosen.isEmpty()) {
            throw CommandFailure.usage("no test is left", "name at least one with --only");
        }
        return chosen;
    }

    private static Set<Check> named(String option, List<String> names) {
        Set<Check> checks = EnumSet.noneOf(Check.class);
        for (String name : names) {
            List<Check> meant = Arrays.stream(Check.values())
                    .filter(check -> name.endsWith("*")
                            ? check.id().startsWith(name.substring(0, name.length() - 1))
                            : check.id().equals(name))
                    .toList();
            if (meant.isEmpty()) {
                throw CommandFailure.usage(
                        option + " " + name + " names no test",
                        "one of " + Arrays.stream(Check.values()).map(Check::id).collect(Collectors.joining(", ")));
            }
            checks.addAll(meant);
        }
        return checks;
    }
}
