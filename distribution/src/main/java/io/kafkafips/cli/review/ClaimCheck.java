package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.review.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds rules for principals that nobody can be: types that do not exist, and names that no known certificate carries. */
final class ClaimCheck implements AclCheck {
    private static final Set<String> TYPES =
            Set.of("User", "Cn", "Group", "Org", "Dns", "Email", "Uri", "Spiffe", "Issuer", "Policy", "Sha256");

    private static final int CLOSE = 2;

    private final @Nullable Set<String> claimable;

    /**
     * Makes a check.
     *
     * @param claimable every principal of the known certificates, {@code null} when none are known
     */
    ClaimCheck(@Nullable Set<String> claimable) {
        this.claimable = claimable == null ? null : Set.copyOf(claimable);
    }

    @Override
    public List<Finding> findings(List<AclRule> rules) {
        List<Finding> findings = new ArrayList<>();
        for (AclRule rule : rules) {
            String principal = rule.principal();
            String type = principal.split(":", 2)[0];
            if (principal.equals(AclRule.EVERYONE)) {
                continue;
            }
            if (!TYPES.contains(type)) {
                findings.add(Finding.of(
                        Kind.UNKNOWN_TYPE, rule, "applies to nobody: there is no type " + type + meant(type, TYPES)));
            } else if (claimable != null && !claimable.contains(principal)) {
                String unless = type.equals("User") ? ", unless it is a SASL name" : "";
                findings.add(Finding.of(
                        Kind.UNCLAIMED,
                        rule,
                        "no certificate carries " + principal + unless + meant(principal, claimable)));
            }
        }
        return findings;
    }

    private static String meant(String name, Set<String> known) {
        return known.stream()
                .filter(candidate -> candidate.equalsIgnoreCase(name) || isClose(candidate, name))
                .min(Comparator.comparing((String candidate) -> !candidate.equalsIgnoreCase(name))
                        .thenComparingInt(candidate -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> "; " + candidate + " was meant?")
                .orElse("");
    }

    /** Few edits, and few for the length of the name: not every short name is close to every other. */
    private static boolean isClose(String left, String right) {
        int most = Math.min(CLOSE, Math.min(left.length(), right.length()) / 3);
        return Math.abs(left.length() - right.length()) <= most && distance(left, right) <= most;
    }

    /** The edits that make one of the other (Levenshtein). */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
