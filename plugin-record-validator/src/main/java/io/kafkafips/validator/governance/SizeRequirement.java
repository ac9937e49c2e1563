package io.kafkafips.validator.governance;

import io.kafkafips.validator.governance.TopicChange.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * How many partitions or replicas new topics may have.
 *
 * @param name of what is counted, as the file names it
 * @param counts takes the numbers out of a size
 * @param bounds for each of these
 */
record SizeRequirement(String name, Function<Size, List<Integer>> counts, Bounds bounds) implements Requirement {
    @Override
    public List<String> violations(TopicChange change) {
        Size size = change.size();
        if (size == null) {
            return List.of();
        }
        return counts.apply(size).stream()
                .distinct()
                .filter(count -> !bounds.contains(BigDecimal.valueOf(count)))
                .map(count -> name + "=" + count + ", expected " + bounds)
                .toList();
    }
}
