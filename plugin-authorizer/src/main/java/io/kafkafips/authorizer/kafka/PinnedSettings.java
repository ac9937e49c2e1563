package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.identity.PrincipalRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule that what decides about security comes from {@code server.properties} alone: a dynamic value may repeat what the controller
 * has there, and nothing else.
 */
final class PinnedSettings implements SettingRule {
    private static final Set<String> PINNED = Set.of(
            "ssl.engine.factory.class",
            "principal.builder.class",
            "ssl.principal.mapping.rules",
            "authorizer.class.name",
            "super.users",
            "allow.everyone.if.no.acl.found",
            "security.providers",
            SecurityAlterConfigPolicy.ALTER_CONFIG_POLICY_CLASS_NAME,
            SecurityAlterConfigPolicy.DELEGATES_CONFIG,
            SecurityAlterConfigPolicy.MINIMUMS_CONFIG,
            SecurityAlterConfigPolicy.FIXED_CONFIG,
            PrincipalRules.CONFIG,
            AuthorizerConfig.CONDITIONS_FILE_CONFIG,
            AuthorizerConfig.GROUP_SUPER_USERS_CONFIG,
            AuthorizerConfig.UNENCRYPTED_LISTENERS_CONFIG);

    /** All settings of a plug-in. */
    private static final List<String> PINNED_PREFIXES =
            List.of("audit.", "fips.tls.", "record.validation.", "rsm.config.");

    private final Map<String, ?> configs;

    /** The rule of a controller with this {@code server.properties}. */
    PinnedSettings(Map<String, ?> configs) {
        this.configs = Map.copyOf(configs);
    }

    @Override
    public List<String> violations(Map<String, @Nullable String> altered) {
        List<String> violations = new ArrayList<>();
        altered.forEach((key, value) -> {
            String base = SettingRule.base(key, PINNED);
            if (value != null && (PINNED.contains(base) || hasPinnedPrefix(key))) {
                Object own = configs.containsKey(key) ? configs.get(key) : configs.get(base);
                if (own == null || !value.trim().equals(String.valueOf(own).trim())) {
                    violations.add(
                            key + " cannot be changed while the cluster runs. Expected what server.properties has");
                }
            }
        });
        return violations;
    }

    private static boolean hasPinnedPrefix(String key) {
        boolean ofListener = key.startsWith(LISTENER_PREFIX);
        return PINNED_PREFIXES.stream()
                .anyMatch(prefix -> ofListener ? key.contains("." + prefix) : key.startsWith(prefix));
    }
}
