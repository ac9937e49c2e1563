package io.kafkafips.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAcl;

/** A way in which the ACLs of a large cluster lie: how many services, and how many of them on one topic. Every ACL is for WRITE. */
public enum AclShape {
    /** Every service has a topic of its own. */
    OWN_LITERAL("own literal topic", 1, PatternType.LITERAL, 0),
    /** Every service has the topics with a prefix of its own. */
    OWN_PREFIX("own prefix", 1, PatternType.PREFIXED, 0),
    /** Ten services share a topic. */
    TEN_PER_TOPIC("ten services per shared topic", 10, PatternType.LITERAL, 0),
    /** Everybody writes to the same topic. */
    ONE_TOPIC("all on one topic", Integer.MAX_VALUE, PatternType.LITERAL, 0),
    /** Ten services on a prefix, eight of which are denied. */
    DENY_HEAVY("deny-heavy, ten services per prefix", 10, PatternType.PREFIXED, 8),
    /** One service has them all, each for another topic. */
    ONE_SERVICE("all of one service, literal topics", 1, PatternType.LITERAL, 0);

    private static final long ID_HIGH_BITS = 4;

    private final String label;
    private final int servicesPerTopic;
    private final PatternType pattern;
    private final int deniedOfTen;

    AclShape(String label, int servicesPerTopic, PatternType pattern, int deniedOfTen) {
        this.label = label;
        this.servicesPerTopic = servicesPerTopic;
        this.pattern = pattern;
        this.deniedOfTen = deniedOfTen;
    }

    String label() {
        return label;
    }

    /** So many ACLs, each for the principal that {@link #principals} names last, as a metadata snapshot holds them. */
    Map<Uuid, StandardAcl> snapshot(int count, int principals) {
        Map<Uuid, StandardAcl> snapshot = new HashMap<>();
        for (int service = 0; service < count; service++) {
            List<String> names = principals(service, principals);
            snapshot.put(new Uuid(ID_HIGH_BITS, service), acl(service, names.get(names.size() - 1)));
        }
        return snapshot;
    }

    private StandardAcl acl(int service, String principal) {
        // a name of its own in every ACL, as records of the metadata log have it
        String resource = pattern == PatternType.LITERAL ? topic(service) : prefix(service);
        return new StandardAcl(
                ResourceType.TOPIC, resource, pattern, principal, "*", AclOperation.WRITE, permission(service));
    }

    private AclPermissionType permission(int service) {
        return service % 10 < deniedOfTen ? AclPermissionType.DENY : AclPermissionType.ALLOW;
    }

    /** What the right answer is. */
    boolean allowed(int service) {
        return permission(service) == AclPermissionType.ALLOW;
    }

    /** What a service's certificate proves: its name, or that and its DNS name, organization, group and SPIFFE ID. */
    List<String> principals(int number, int count) {
        int service = this == ONE_SERVICE ? 0 : number;
        List<String> names = new ArrayList<>(List.of("User:service-" + service));
        if (count > 1) {
            names.add("Dns:service-" + service + ".acme.example");
            names.add("Org:Acme");
            names.add("Group:team-" + service / 10);
            names.add("Spiffe:spiffe://acme.example/ns/team-" + service / 10 + "/service-" + service);
        }
        return names;
    }

    String topic(int service) {
        return prefix(service) + "orders";
    }

    private String prefix(int service) {
        return "team-" + service / servicesPerTopic + "-";
    }
}
