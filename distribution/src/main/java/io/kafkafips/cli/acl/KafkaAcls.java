package io.kafkafips.cli.acl;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.output.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * The commands of {@code kafka-acls.sh} for one cluster, as a line to be copied into a POSIX shell. Immutable.
 *
 * @param bootstrapServer for {@code --bootstrap-server}; empty for a placeholder
 * @param commandConfig for {@code --command-config}; empty for a placeholder
 */
public record KafkaAcls(String bootstrapServer, String commandConfig) {
    /**
     * The command that removes this rule and no other, after it has asked; {@code null} when {@code kafka-acls.sh} cannot name the
     * rule: it drops blanks around names, and knows one name of a cluster.
     */
    public @Nullable String remove(AclRule rule) {
        List<String> names = List.of(rule.principal(), rule.host(), rule.resourceName());
        if (!names.stream().allMatch(name -> name.trim().equals(name) && ShellWord.isArgument(name))
                || !isNamed(rule)) {
            return null;
        }
        String side = rule.allowed() ? "--allow-" : "--deny-";
        List<String> words = new ArrayList<>(List.of("kafka-acls.sh"));
        words.add(option("--bootstrap-server", bootstrapServer));
        words.add(option("--command-config", commandConfig));
        words.add("--remove");
        // name=value: a value that looks like an option stays a value
        words.add(ShellWord.of(side + "principal=" + rule.principal()));
        words.add(ShellWord.of(side + "host=" + rule.host()));
        words.add("--operation=" + pascalCase(rule.operation().name()));
        words.add(resource(rule));
        words.add("--resource-pattern-type=" + rule.patternType().name().toLowerCase(Locale.ROOT));
        return String.join(" ", words);
    }

    private static String option(String name, String value) {
        return value.isEmpty() ? name + " ..." : name + " " + ShellWord.of(value);
    }

    private static boolean isNamed(AclRule rule) {
        return switch (rule.resourceType()) {
            case TOPIC, GROUP, TRANSACTIONAL_ID, DELEGATION_TOKEN, USER -> true;
            case CLUSTER -> rule.resourceName().equals(Resource.CLUSTER_NAME);
            case UNKNOWN, ANY -> false;
        };
    }

    private static String resource(AclRule rule) {
        if (rule.resourceType() == ResourceType.CLUSTER) {
            return "--cluster";
        }
        String option = switch (rule.resourceType()) {
            case TRANSACTIONAL_ID -> "--transactional-id";
            case DELEGATION_TOKEN -> "--delegation-token";
            case USER -> "--user-principal";
            default -> "--" + rule.resourceType().name().toLowerCase(Locale.ROOT);
        };
        return ShellWord.of(option + "=" + rule.resourceName());
    }

    private static String pascalCase(String name) {
        return List.of(name.split("_", -1)).stream()
                .map(word -> word.substring(0, 1) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
