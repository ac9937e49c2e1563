package io.kafkafips.authorizer.identity;

import io.kafkafips.commons.x509.CertificateFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which principals the certificates below one trust anchor may have. Immutable.
 *
 * @param selector which trust anchors it is about
 * @param grants what is granted, by type; a type that is missing is not
 */
public record AnchorRule(AnchorSelector selector, Map<PrincipalType, List<NameRule>> grants) {
    /** Everything, which holds where no rules are set. */
    static final AnchorRule EVERYTHING = new AnchorRule(AnchorSelector.ANY, everything());

    /** Nothing, which holds for an anchor that no rule is about. */
    static final AnchorRule NOTHING = new AnchorRule(AnchorSelector.ANY, Map.of());

    public AnchorRule {
        grants = Map.copyOf(grants);
    }

    static Map<PrincipalType, List<NameRule>> everything() {
        Map<PrincipalType, List<NameRule>> all = new EnumMap<>(PrincipalType.class);
        for (PrincipalType type : PrincipalType.values()) {
            all.put(type, List.of(NameRule.ALL));
        }
        return all;
    }

    /** Whether no certificate can have any principal by it. */
    public boolean grantsNothing() {
        return grants.isEmpty();
    }

    /** Whether a primary name of type {@code User} may be had at all. */
    public boolean grantsUser() {
        return grants.containsKey(PrincipalType.USER);
    }

    /** The primary name for what the subject was mapped to, {@code null} when it may not be had. */
    public @Nullable String user(String mapped) {
        for (NameRule rule : grants.getOrDefault(PrincipalType.USER, List.of())) {
            String name = rule.apply(mapped);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    /** The other principals, in a fixed order and none of them twice. */
    List<String> principals(CertificateFacts facts, Set<String> policies) {
        Set<String> principals = new LinkedHashSet<>();
        add(principals, PrincipalType.CN, facts.commonNames());
        add(principals, PrincipalType.GROUP, facts.organizationalUnits());
        add(principals, PrincipalType.ORG, facts.organizations());
        add(principals, PrincipalType.DNS, facts.dnsNames());
        add(principals, PrincipalType.EMAIL, facts.emailAddresses());
        add(principals, PrincipalType.URI, facts.uris());
        facts.uris().forEach(uri -> add(principals, PrincipalType.SPIFFE, SpiffeId.withAncestors(uri)));
        add(principals, PrincipalType.ISSUER, List.of(facts.issuer()));
        add(principals, PrincipalType.POLICY, policies.stream().sorted().toList());
        add(principals, PrincipalType.SHA256, List.of(facts.sha256()));
        return new ArrayList<>(principals);
    }

    private void add(Set<String> principals, PrincipalType type, Collection<String> names) {
        for (NameRule rule : grants.getOrDefault(type, List.of())) {
            for (String name : names) {
                String granted = rule.apply(name);
                if (granted != null) {
                    principals.add(type.principal(granted));
                }
            }
        }
    }
}
