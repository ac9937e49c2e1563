package io.kafkafips.validator.governance;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How new topics may be called.
 *
 * @param patterns any of them matches the whole name
 */
record NameRequirement(List<Pattern> patterns) implements Requirement {
    @Override
    public List<String> violations(TopicChange change) {
        boolean matches = patterns.stream()
                .anyMatch(pattern -> pattern.matcher(change.topic()).matches());
        return matches || !change.isCreation()
                ? List.of()
                : List.of("the name " + change.topic() + ", expected one that matches "
                        + patterns.stream().map(Pattern::pattern).collect(Collectors.joining(" or ")));
    }
}
