package io.kafkafips.bench;

import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A program that prints what an authorizer holds on the heap for each ACL, beside the ACLs themselves, which Kafka's metadata image holds
 * in any case. Arguments: side, number of ACLs.
 */
final class AclHeapProbe {
    private AclHeapProbe() {}

    public static void main(String[] args) throws Exception {
        AclSide side = AclSide.valueOf(args[0]);
        int count = Integer.parseInt(args[1]);
        Map<Uuid, StandardAcl> image = AclShape.OWN_LITERAL.snapshot(count, 1);
        StandardAuthorizer authorizer = Decider.authorizer(side);
        authorizer.loadSnapshot(Map.of());
        long before = HeapProbe.usedHeap();
        authorizer.loadSnapshot(image);
        long bytes = (HeapProbe.usedHeap() - before) / count;
        Bench.print("bytes per ACL " + bytes + " of " + image.size() + " in " + authorizer.aclCount());
    }
}
