package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.acl.IpAddress;
import io.kafkafips.cli.review.Finding.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Finds hosts that can match no client: Kafka compares them with the address as Java prints it, letter by letter. */
final class HostCheck implements AclCheck {
    @Override
    public List<Finding> findings(List<AclRule> rules) {
        List<Finding> findings = new ArrayList<>();
        for (AclRule rule : rules) {
            String host = rule.host();
            if (host.equals(AclRule.WILDCARD)) {
                continue;
            }
            String printed = printed(host);
            if (!printed.equals(host)) {
                findings.add(Finding.of(
                        Kind.UNMATCHABLE_HOST,
                        rule,
                        printed.isEmpty()
                                ? "applies to nobody: a host is an IP address, and " + host + " is none"
                                : "applies to nobody: Kafka writes this address as " + printed));
            }
        }
        return findings;
    }

    /** Empty for what is not an address. */
    private static String printed(String host) {
        InetAddress address = IpAddress.parse(host);
        return address == null ? "" : address.getHostAddress();
    }
}
