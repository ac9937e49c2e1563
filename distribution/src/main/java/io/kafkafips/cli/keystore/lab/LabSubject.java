package io.kafkafips.cli.keystore.lab;

import java.util.List;

/**
 * Whom a certificate of a lab is for.
 *
 * @param name common name
 * @param groups organizational units
 * @param hosts DNS names and IP addresses among the alternative names; with one it serves, too
 * @param spiffeId a URI among the alternative names
 */
public record LabSubject(String name, List<String> groups, List<String> hosts, String spiffeId) {
    public LabSubject {
        groups = List.copyOf(groups);
        hosts = List.copyOf(hosts);
    }
}
