package io.kafkafips.authorizer.condition;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import io.kafkafips.commons.config.YamlReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Reads a policy file of version 1:
 *
 * <pre>{@code
 * version: 1
 * dry-run: false                        # optional: true makes every rule one that only tells
 * rules:
 *   - name: payments-from-the-plant     # unique
 *     dry-run: false                    # optional
 *     applies-to-super-users: false     # optional; true needs principals
 *     principals: ["Group:payments"]    # optional, as in ACLs; without it everyone
 *     except-principals: ["Cn:batch"]   # optional
 *     resources: [topic: "pay-*"]       # optional: topic, group, cluster, transactional-id, delegation-token, user
 *     operations: [READ, WRITE]         # optional, Kafka's names
 *     require:                          # every one that is given has to be met
 *       listeners: [CLIENTS]
 *       min-tls-version: TLSv1.3
 *       issuer: ["CN=Plant CA,O=Example"]
 *       client-id: ["billing-*"]
 *       source: [10.0.0.0/8, "2001:db8::/32"]
 *       time:
 *         - {days: [mon-fri], from: "06:00", to: "22:00", zone: Europe/Berlin}
 * }</pre>
 *
 * <p>Anything else is refused with its place. Stateless.
 */
final class ConditionReader {
    private static final int MOST_RULES = 10_000;
    private static final Map<String, ResourceType> TYPES = types();

    private ConditionReader() {}

    /**
     * The rules of a file.
     *
     * @param source name of the file, for messages
     * @param utf8 its content
     */
    static ConditionSet read(String source, byte[] utf8) throws YamlException {
        YamlMapping root = YamlReader.read(source, utf8).mapping(Set.of("version", "dry-run", "rules"));
        root.required("version").integer(1, 1);
        boolean dryRun = flag(root.optional("dry-run"));
        List<ConditionRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        YamlNode list = root.required("rules");
        if (list.elements().size() > MOST_RULES) {
            throw list.refused("at most " + MOST_RULES + " rules");
        }
        for (YamlNode element : list.elements()) {
            YamlMapping rule = element.mapping(Set.of(
                    "name",
                    "dry-run",
                    "applies-to-super-users",
                    "principals",
                    "except-principals",
                    "resources",
                    "operations",
                    "require"));
            if (!names.add(rule.required("name").string())) {
                throw rule.required("name").refused("a name that no rule before it has");
            }
            rules.add(rule(rule, dryRun));
        }
        return new ConditionSet(rules);
    }

    private static ConditionRule rule(YamlMapping rule, boolean allDryRun) throws YamlException {
        boolean dryRun = flag(rule.optional("dry-run")) || allDryRun;
        boolean superUsers = flag(rule.optional("applies-to-super-users"));
        Set<String> principals = principals(rule.optional("principals"));
        if (superUsers && principals.isEmpty()) {
            throw rule.required("applies-to-super-users")
                    .refused("principals beside it: a rule for every super user would be one for the brokers too");
        }
        String name = rule.required("name").string();
        return new ConditionRule(
                name,
                dryRun,
                superUsers,
                principals,
                principals(rule.optional("except-principals")),
                resources(rule.optional("resources")),
                operations(rule.optional("operations")),
                new RequirementReader(name, dryRun).read(rule.required("require")));
    }

    private static Set<String> principals(Optional<YamlNode> list) throws YamlException {
        Set<String> principals = new LinkedHashSet<>();
        for (YamlNode element : list.isPresent() ? list.get().list() : List.<YamlNode>of()) {
            String principal = element.string();
            int colon = principal.indexOf(':');
            if (colon <= 0
                    || colon == principal.length() - 1
                    || principal.substring(colon).equals(":*")) {
                throw element.refused("a principal as Type:Name; rules for everyone have no such key");
            }
            principals.add(principal);
        }
        return principals;
    }

    private static Map<ResourceType, List<Glob>> resources(Optional<YamlNode> list) throws YamlException {
        Map<ResourceType, List<Glob>> resources = new EnumMap<>(ResourceType.class);
        for (YamlNode element : list.isPresent() ? list.get().list() : List.<YamlNode>of()) {
            YamlMapping resource = element.mapping(TYPES.keySet());
            if (resource.isEmpty()) {
                throw element.refused("a type and a name, such as topic: \"payments-*\"");
            }
            for (Map.Entry<String, ResourceType> type : TYPES.entrySet()) {
                Optional<YamlNode> name = resource.optional(type.getKey());
                if (name.isPresent()) {
                    resources
                            .computeIfAbsent(type.getValue(), any -> new ArrayList<>())
                            .add(glob(name.get()));
                }
            }
        }
        return resources;
    }

    private static Set<AclOperation> operations(Optional<YamlNode> list) throws YamlException {
        Set<AclOperation> known =
                EnumSet.complementOf(EnumSet.of(AclOperation.ALL, AclOperation.ANY, AclOperation.UNKNOWN));
        Set<AclOperation> operations = EnumSet.noneOf(AclOperation.class);
        for (YamlNode element : list.isPresent() ? list.get().list() : List.<YamlNode>of()) {
            AclOperation operation = AclOperation.fromString(element.string());
            if (!known.contains(operation)) {
                throw element.refused("one of " + known + "; rules for all operations have no such key");
            }
            operations.add(operation);
        }
        return operations;
    }

    static Glob glob(YamlNode node) throws YamlException {
        try {
            return Glob.of(node.string());
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static boolean flag(Optional<YamlNode> node) throws YamlException {
        return node.isPresent() && node.get().bool();
    }

    /** Resource types by the names that a policy file uses. */
    private static Map<String, ResourceType> types() {
        Map<String, ResourceType> types = new TreeMap<>();
        for (ResourceType type : ResourceType.values()) {
            if (type != ResourceType.ANY && type != ResourceType.UNKNOWN) {
                types.put(type.name().toLowerCase(Locale.ROOT).replace('_', '-'), type);
            }
        }
        return types;
    }
}
