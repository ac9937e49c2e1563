package io.kafkafips.authorizer.condition;

import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Rules that may select a request for a resource of one type, found by the name of the resource. Immutable.
 *
 * <p>A pattern is filed under the hash of what stands before its first wildcard. A look-up goes along the name once, keeping the hash of
 * what it has passed, and looks at the rules under it wherever some pattern has that length; so the number of patterns for other
 * names costs next to nothing.
 */
final class Candidates {
    private static final int PRIME = 31;

    /** Lengths of what is filed, ascending. */
    private final int[] lengths;

    /** Hashes of what is filed, ascending, and the rules under each. */
    private final int[] hashes;

    private final ConditionRule[][] rules;
    private final ConditionRule[] forAll;
    private final ResourceType type;

    Candidates(ResourceType type, List<ConditionRule> all) {
        Map<Integer, List<ConditionRule>> byHash = new TreeMap<>();
        TreeSet<Integer> known = new TreeSet<>();
        for (ConditionRule rule : all) {
            for (String prefix : rule.prefixes(type)) {
                known.add(prefix.length());
                byHash.computeIfAbsent(prefix.hashCode(), any -> new ArrayList<>())
                        .add(rule);
            }
        }
        this.type = type;
        this.lengths = known.stream().mapToInt(Integer::intValue).toArray();
        this.hashes = byHash.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.rules = byHash.values().stream()
                .map(list -> list.toArray(ConditionRule[]::new))
                .toArray(ConditionRule[][]::new);
        this.forAll = all.stream().filter(rule -> rule.concernsAll(type)).toArray(ConditionRule[]::new);
    }

    /** A denial by a rule that is enforced, or else what was found before, or else one by a rule in dry run. */
    @Nullable
    DeniedByCondition check(Question question, @Nullable DeniedByCondition before) {
        String name = question.name();
        if (name == null) {
            return check(forAll, question, before);
        }
        DeniedByCondition found = before;
        int hash = 0;
        int next = 0;
        for (int i = 0; next < lengths.length && i <= name.length(); i++) {
            if (lengths[next] == i) {
                next++;
                int at = Arrays.binarySearch(hashes, hash);
                found = at < 0 ? found : check(rules[at], question, found);
            }
            // as String.hashCode
            hash = i < name.length() ? PRIME * hash + name.charAt(i) : hash;
        }
        return found;
    }

    private @Nullable DeniedByCondition check(
            ConditionRule[] some, Question question, @Nullable DeniedByCondition before) {
        DeniedByCondition found = before;
        for (ConditionRule rule : some) {
            if ((found == null || found.dryRun()) && rule.selects(type, question)) {
                DeniedByCondition denial = rule.denial(question.origin(), question.clock());
                found = denial == null || (denial.dryRun() && found != null) ? found : denial;
            }
        }
        return found;
    }
}
