package io.kafkafips.authorizer.acl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Seeded ACLs and requests over names so short and few that they often meet. */
public final class RandomAcls {
    public static final List<String> PRINCIPALS =
            List.of("User:alice", "User:bob", "Group:payments", "Group:*", "Spiffe:spiffe://td/ns/pay");

    private static final List<String> HOSTS = List.of("10.0.0.1", "10.0.0.2");
    private static final List<ResourceType> TYPES =
            List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID, ResourceType.CLUSTER);
    private static final List<AclOperation> OPERATIONS = List.of(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DELETE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS,
            AclOperation.IDEMPOTENT_WRITE,
            AclOperation.CLUSTER_ACTION);

    private final Random random;
    private final int denyPercent;

    public RandomAcls(long seed, int denyPercent) {
        this.random = new Random(seed);
        this.denyPercent = denyPercent;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public AclRule rule() {
        PatternType pattern = random.nextBoolean() ? PatternType.LITERAL : PatternType.PREFIXED;
        return new AclRule(
                type(),
                pattern == PatternType.LITERAL && random.nextInt(6) == 0 ? "*" : name(4),
                pattern,
                random.nextInt(5) == 0 ? "User:*" : pick(PRINCIPALS),
                random.nextInt(3) > 0 ? "*" : pick(HOSTS),
                random.nextInt(5) == 0 ? AclOperation.ALL : operation(),
                random.nextInt(100) < denyPercent ? AclPermissionType.DENY : AclPermissionType.ALLOW);
    }

    public ResourceType type() {
        return pick(TYPES);
    }

    public AclOperation operation() {
        return pick(OPERATIONS);
    }

    /** Never begins with an asterisk: StandardAuthorizer overlooks the wildcard ACL for such names. */
    public String name(int longest) {
        StringBuilder name = new StringBuilder();
        for (int left = 1 + random.nextInt(longest); left > 0; left--) {
            name.append((char) ('a' + random.nextInt(3)));
        }
        return name.toString();
    }

    public InetAddress address() {
        return address(pick(HOSTS));
    }

    public <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    public static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
