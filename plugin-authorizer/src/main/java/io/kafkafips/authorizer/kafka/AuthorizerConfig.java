package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.audit.AuditScope;
import io.kafkafips.authorizer.identity.PrincipalRules;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.commons.config.Refusal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the authorizer, typed. {@code super.users} and {@code allow.everyone.if.no.acl.found} are Kafka's own and mean what
 * they mean in Kafka.
 *
 * @param superUsers principals that may do anything
 * @param allowIfNoAclFound whether a resource that no ACL mentions is open to everyone
 * @param audit how the audit trail is kept, {@code null} for none
 * @param auditAllowed which allowed requests are written to it
 * @param nodeId the node, -1 when it is not set
 * @param controllerListeners names of the controller listeners, in upper case as Kafka keeps listener names
 * @param conditionsFile the policy file, {@code null} for none
 * @param unencryptedListeners names of listeners that need not be encrypted, in upper case
 */
public record AuthorizerConfig(
        Set<String> superUsers,
        boolean allowIfNoAclFound,
        @Nullable AuditConfig audit,
        AuditScope auditAllowed,
        int nodeId,
        Set<String> controllerListeners,
        @Nullable Path conditionsFile,
        Set<String> unencryptedListeners) {

    static final String AUDIT_ALLOWED_CONFIG = "audit.allowed";
    private static final String AUDIT_ALLOWED_DOC =
            "Which allowed requests are written to the audit trail; denied ones always are. 'admin' leaves out READ, WRITE, DESCRIBE and"
                    + " CLUSTER_ACTION.";

    static final String GROUP_SUPER_USERS_CONFIG = "super.users.allow.whole.groups";
    private static final String GROUP_SUPER_USERS_DOC =
            "Whether super.users may hold principals that many certificates share (types Group, Org, Issuer, Policy, and a SPIFFE"
                    + " trust domain without a path). Whoever can have a certificate issued into the group is then a super user.";

    private static final String PRINCIPAL_RULES_DOC =
            "Which facts of a client certificate become which principals, for each trust anchor: 'anchor <subject or sha256:digest> gives"
                    + " <types>', with semicolons between rules; the grammar is in docs/authorizer.md. Once it is set, certificates under an anchor"
                    + " without a rule give no principals. Without it every anchor of the trust store gives all. For the whole node, and for"
                    + " both roles alike.";

    static final String CONDITIONS_FILE_CONFIG = "authorizer.conditions.file";
    private static final String CONDITIONS_FILE_DOC =
            "A policy file in YAML with conditions (listener, source network, client id, time, TLS version, issuer) that narrow what ACLs"
                    + " allow. Followed while the node runs; a change that cannot be used leaves what is in force.";

    static final String UNENCRYPTED_LISTENERS_CONFIG = "allow.unencrypted.listeners.during.migration";
    private static final String UNENCRYPTED_LISTENERS_DOC =
            "Names of listeners that may be PLAINTEXT or SASL_PLAINTEXT until the last client has moved. Gives up that nobody on the network"
                    + " reads and changes what goes through them; the log, a metric and the audit trail keep saying so.";

    public AuthorizerConfig {
        superUsers = Set.copyOf(superUsers);
        unencryptedListeners = Set.copyOf(unencryptedListeners);
        controllerListeners = Set.copyOf(controllerListeners);
    }

    /** The options of this plug-in with their documentation. */
    public static ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        AUDIT_ALLOWED_CONFIG,
                        ConfigDef.Type.STRING,
                        "admin",
                        ConfigDef.ValidString.in("none", "admin", "all"),
                        Importance.MEDIUM,
                        AUDIT_ALLOWED_DOC)
                .define(GROUP_SUPER_USERS_CONFIG, ConfigDef.Type.BOOLEAN, false, Importance.LOW, GROUP_SUPER_USERS_DOC)
                .define(PrincipalRules.CONFIG, ConfigDef.Type.STRING, null, Importance.HIGH, PRINCIPAL_RULES_DOC)
                .define(CONDITIONS_FILE_CONFIG, ConfigDef.Type.STRING, null, Importance.MEDIUM, CONDITIONS_FILE_DOC)
                .define(
                        UNENCRYPTED_LISTENERS_CONFIG,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.LOW,
                        UNENCRYPTED_LISTENERS_DOC);
    }

    /**
     * Reads the settings.
     *
     * @param configs all of the node's settings as they stand in {@code server.properties}
     * @throws org.apache.kafka.common.config.ConfigException when one of them cannot be used
     */
    static AuthorizerConfig of(Map<String, ?> configs) {
        requirePrincipalRules(configs);
        return new AuthorizerConfig(
                superUsers(configs),
                // not flag(): Kafka takes whatever is not "true" for the safe answer
                Boolean.parseBoolean(text(configs, StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG, "")),
                AuditConfig.of(configs).orElse(null),
                auditAllowed(configs),
                nodeId(configs),
                listeners(configs, KafkaSettings.CONTROLLER_LISTENER_NAMES),
                conditionsFile(configs),
                unencryptedListeners(configs));
    }

    /** The listeners that need not be encrypted, which is asked before anything else is read. */
    static Set<String> unencryptedListeners(Map<String, ?> configs) {
        return listeners(configs, UNENCRYPTED_LISTENERS_CONFIG);
    }

    private static Set<String> listeners(Map<String, ?> configs, String key) {
        return KafkaSettings.list(configs, key).stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Path conditionsFile(Map<String, ?> configs) {
        Object seen = configs.get(CONDITIONS_FILE_CONFIG);
        try {
            if (seen == null || !String.valueOf(seen).isBlank()) {
                return seen == null ? null : Path.of(String.valueOf(seen).trim());
            }
        } catch (InvalidPathException e) {
            throw conditionsFileRefused(seen);
        }
        throw conditionsFileRefused(seen);
    }

    private static RuntimeException conditionsFileRefused(Object seen) {
        return Refusal.setting(
                CONDITIONS_FILE_CONFIG,
                seen,
                "the path of a policy file that the broker's user can read",
                CONDITIONS_FILE_CONFIG + "=<file>, or no such line for no conditions");
    }

    /** They are the principal builder's, which Kafka makes for the first connection only: too late to refuse. */
    private static void requirePrincipalRules(Map<String, ?> configs) {
        requireKnown(configs.keySet());
        for (Map.Entry<String, ?> entry : configs.entrySet()) {
            if (entry.getKey().endsWith("." + PrincipalRules.CONFIG)) {
                throw Refusal.setting(
                        entry.getKey(),
                        entry.getValue(),
                        "one setting for the whole node, since it goes by trust anchors and not by listeners",
                        PrincipalRules.CONFIG + "=<the rules>");
            }
        }
        Object rules = configs.get(PrincipalRules.CONFIG);
        if (rules != null) {
            PrincipalRules.parse(String.valueOf(rules));
            EngineSetting.requireOurs(configs);
        }
    }

    /** A misspelt line would have no effect, and without its rules every anchor gives all. */
    private static void requireKnown(Set<String> keys) {
        Set<String> known = Set.of(PrincipalRules.CONFIG, CONDITIONS_FILE_CONFIG);
        for (String key : keys) {
            boolean ours = key.startsWith("certificate.principal") || key.startsWith("authorizer.condition");
            if (ours && !known.contains(key)) {
                throw Refusal.setting(
                        key,
                        "...",
                        "one of " + known.stream().sorted().toList(),
                        "correct the name, or delete the line");
            }
        }
    }

    private static Set<String> superUsers(Map<String, ?> configs) {
        String key = StandardAuthorizer.SUPER_USERS_CONFIG;
        String seen = text(configs, key, "");
        Set<String> names = Arrays.stream(seen.split(";"))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        boolean groupsAllowed = flag(configs, GROUP_SUPER_USERS_CONFIG);
        for (String name : names) {
            String type = superUserType(name);
            if (!groupsAllowed && PrincipalRules.isShared(name)) {
                throw Refusal.setting(
                        key,
                        name,
                        "principals of single certificates, since everyone in a " + type + " would be a super user",
                        "name each one, such as super.users=Cn:broker-1;Cn:admin, or set " + GROUP_SUPER_USERS_CONFIG
                                + "=true");
            }
        }
        return names;
    }

    private static String superUserType(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            throw Refusal.setting(
                    StandardAuthorizer.SUPER_USERS_CONFIG,
                    name,
                    "principals as Type:Name with semicolons between them",
                    "super.users=Cn:broker-1;Cn:admin");
        }
        return name.substring(0, colon);
    }

    private static AuditScope auditAllowed(Map<String, ?> configs) {
        String seen = text(configs, AUDIT_ALLOWED_CONFIG, "admin");
        return switch (seen) {
            case "none" -> AuditScope.NONE;
            case "admin" -> AuditScope.ADMIN;
            case "all" -> AuditScope.ALL;
            default ->
                throw Refusal.setting(
                        AUDIT_ALLOWED_CONFIG, seen, "one of none, admin, all", AUDIT_ALLOWED_CONFIG + "=admin");
        };
    }

    private static boolean flag(Map<String, ?> configs, String key) {
        String seen = text(configs, key, "false");
        if (!List.of("true", "false").contains(seen.toLowerCase(Locale.ROOT))) {
            throw Refusal.setting(key, seen, "true or false", key + "=false");
        }
        return Boolean.parseBoolean(seen);
    }

    private static int nodeId(Map<String, ?> configs) {
        try {
            return Integer.parseInt(text(configs, "node.id", "-1"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String text(Map<String, ?> configs, String key, String absent) {
        Object seen = configs.get(key);
        return seen == null ? absent : String.valueOf(seen).trim();
    }
}
