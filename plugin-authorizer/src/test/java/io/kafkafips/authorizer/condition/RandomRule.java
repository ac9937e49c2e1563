package io.kafkafips.authorizer.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** A rule over a small world, as YAML and as a plain predicate. */
record RandomRule(
        String name,
        boolean dryRun,
        boolean superUsers,
        List<String> principals,
        List<String> except,
        List<String> topics,
        List<String> operations,
        List<String> listeners,
        List<String> clientIds) {

    record Request(Origin origin, ResourceType type, String name, AclOperation operation, boolean superUser) {
        static Request next(Random random) {
            Origin origin = new Origin(
                    some(random, List.of("User:a", "Group:g", "Group:h"), 1),
                    one(random, List.of("L1", "L2")),
                    Conditions.address("10.0.0.1"),
                    one(random, List.of("app", "batch")),
                    TlsVersion.TLS_1_3,
                    "");
            return new Request(
                    origin,
                    random.nextInt(5) == 0 ? ResourceType.GROUP : ResourceType.TOPIC,
                    one(random, List.of("pay", "pay-1", "log")),
                    AclOperation.valueOf(one(random, List.of("READ", "WRITE", "CLUSTER_ACTION"))),
                    random.nextInt(4) == 0);
        }
    }

    static RandomRule next(Random random, String name) {
        List<String> principals = some(random, List.of("User:a", "Group:g", "Group:h"), 0);
        return new RandomRule(
                name,
                random.nextBoolean(),
                !principals.isEmpty() && random.nextBoolean(),
                principals,
                random.nextInt(4) == 0 ? some(random, List.of("Group:g", "Group:h"), 0) : List.of(),
                some(random, List.of("pay", "pay*", "log"), 0),
                some(random, List.of("READ", "WRITE"), 0),
                some(random, List.of("L1", "L2"), 1),
                some(random, List.of("a*", "batch"), 0));
    }

    boolean denies(Request request) {
        boolean selected = (principals.isEmpty()
                        || principals.stream().anyMatch(request.origin().principals()::contains))
                && except.stream().noneMatch(request.origin().principals()::contains)
                && (topics.isEmpty() || (request.type() == ResourceType.TOPIC && matches(topics, request.name())))
                && (operations.isEmpty()
                        || operations.contains(request.operation().name()))
                && (!request.superUser() || (superUsers && request.operation() != AclOperation.CLUSTER_ACTION));
        boolean met = listeners.contains(request.origin().listener())
                && (clientIds.isEmpty() || matches(clientIds, request.origin().clientId()));
        return selected && !met;
    }

    String yaml() {
        StringBuilder rule = new StringBuilder("  - name: " + name + "\n    dry-run: " + dryRun + "\n");
        rule.append(superUsers ? "    applies-to-super-users: true\n" : "");
        rule.append(list("    principals", principals)).append(list("    except-principals", except));
        if (!topics.isEmpty()) {
            rule.append("    resources:\n");
            topics.forEach(
                    topic -> rule.append("      - topic: \"").append(topic).append("\"\n"));
        }
        rule.append(list("    operations", operations)).append("    require:\n");
        return rule.append(list("      listeners", listeners))
                .append(list("      client-id", clientIds))
                .toString();
    }

    private static String list(String key, List<String> values) {
        return values.isEmpty() ? "" : key + ": [\"" + String.join("\", \"", values) + "\"]\n";
    }

    private static boolean matches(List<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }

    private static List<String> some(Random random, List<String> all, int least) {
        List<String> chosen = new ArrayList<>(all);
        while (chosen.size() > least && random.nextInt(3) != 0) {
            chosen.remove(random.nextInt(chosen.size()));
        }
        return chosen;
    }

    private static String one(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
