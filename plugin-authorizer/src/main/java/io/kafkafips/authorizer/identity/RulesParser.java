package io.kafkafips.authorizer.identity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Reads {@link PrincipalRules}; the grammar stands there. One text each, not thread-safe. */
final class RulesParser {
    private static final String DIGEST = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final RulesScanner in;
    private final List<AnchorRule> rules = new ArrayList<>();

    RulesParser(String text) {
        this.in = new RulesScanner(text);
    }

    PrincipalRules parse() {
        do {
            int start = in.position();
            AnchorRule rule = rule();
            requireReachable(rule.selector(), start);
            rules.add(rule);
        } while (in.accept(";") && !in.atEnd());
        if (!in.atEnd()) {
            throw in.unexpected("a semicolon between rules, or a comma between types");
        }
        return new PrincipalRules(rules);
    }

    private void requireReachable(AnchorSelector selector, int position) {
        for (AnchorRule earlier : rules) {
            if (covers(earlier.selector(), selector)) {
                throw in.refused(
                        position,
                        "a rule that can apply, but an earlier one is about every anchor of this one",
                        "put 'anchor any' last, and one rule for each anchor");
            }
        }
    }

    private static boolean covers(AnchorSelector earlier, AnchorSelector later) {
        return covers(earlier.subject(), later.subject()) && covers(earlier.sha256(), later.sha256());
    }

    private static boolean covers(@Nullable Object earlier, @Nullable Object later) {
        return earlier == null || earlier.equals(later);
    }

    private AnchorRule rule() {
        in.require("anchor");
        AnchorSelector selector = selector();
        in.require("gives");
        if (in.accept("all")) {
            return new AnchorRule(selector, AnchorRule.everything());
        }
        if (in.accept("nothing")) {
            return new AnchorRule(selector, Map.of());
        }
        Map<PrincipalType, List<NameRule>> grants = new EnumMap<>(PrincipalType.class);
        do {
            PrincipalType type = type();
            grants.computeIfAbsent(type, unused -> new ArrayList<>()).add(nameRule(type));
        } while (in.accept(","));
        grants.replaceAll((type, names) -> List.copyOf(names));
        return new AnchorRule(selector, grants);
    }

    private AnchorSelector selector() {
        if (in.accept("any")) {
            return AnchorSelector.ANY;
        }
        X500Principal subject = subject();
        String digest = digest();
        if (subject == null && digest == null) {
            throw in.unexpected("the subject of an anchor in quotes, sha256:<64 digits>, or any");
        }
        return new AnchorSelector(subject, digest);
    }

    private @Nullable X500Principal subject() {
        int start = in.position();
        String quoted = in.acceptQuoted();
        if (quoted == null) {
            return null;
        }
        try {
            X500Principal subject = new X500Principal(quoted);
            if (!subject.getName().isEmpty()) {
                return subject;
            }
        } catch (IllegalArgumentException e) {
            throw notAName(start, e);
        }
        throw notAName(start, null);
    }

    private ConfigException notAName(int start, @Nullable Exception cause) {
        ConfigException refusal = in.refused(
                start,
                "a distinguished name (RFC 2253)",
                "take it from: openssl x509 -in anchor.pem -noout -subject -nameopt RFC2253");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    private @Nullable String digest() {
        int start = in.position();
        if (!in.startsWith(DIGEST)) {
            return null;
        }
        String word = in.word();
        String hex = RulesScanner.lower(word.substring(DIGEST.length()).replace(":", ""));
        if (!HEX.matcher(hex).matches()) {
            throw in.refused(
                    start,
                    "sha256: and 64 hexadecimal digits",
                    "take them from: openssl x509 -in anchor.pem -noout -fingerprint -sha256");
        }
        return hex;
    }

    private PrincipalType type() {
        int start = in.position();
        String word = in.word();
        PrincipalType type = PrincipalType.of(word);
        if (type == null) {
            throw in.refused(start, "one of " + PrincipalType.labels(), "write the type as it stands in an ACL");
        }
        return type;
    }

    private NameRule nameRule(PrincipalType type) {
        List<NamePattern> patterns = new ArrayList<>();
        if (in.accept("matching")) {
            do {
                patterns.add(pattern(type));
            } while (in.accept("|"));
        }
        return new NameRule(patterns, in.accept("as") ? template() : NameRule.PLACE);
    }

    private NamePattern pattern(PrincipalType type) {
        int start = in.position();
        NamePattern pattern = new NamePattern(in.quoted("a pattern in quotes"));
        String fault = PatternFault.of(type, pattern);
        if (fault != null) {
            throw in.refused(start, fault, "see docs/authorizer.md, section Rules for each trust anchor");
        }
        return pattern;
    }

    private String template() {
        int start = in.position();
        String template = in.quoted("a name in quotes");
        int place = template.indexOf(NameRule.PLACE);
        if (place < 0 || place != template.lastIndexOf(NameRule.PLACE)) {
            throw in.refused(
                    start, "a name with exactly one {}, which stands for that of the certificate", "as \"x-{}\"");
        }
        return template;
    }
}
