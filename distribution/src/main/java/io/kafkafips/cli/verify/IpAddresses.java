package io.kafkafips.cli.verify;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Compares IP addresses in any of their spellings. Stateless. */
final class IpAddresses {
    private IpAddresses() {}

    /** Whether two texts, both of them IP addresses, mean the same one; no name is looked up for an address. */
    static boolean areSame(String one, String other) {
        try {
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
