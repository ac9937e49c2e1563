package io.kafkafips.ssl.store;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificates of one private key, leaf first.
 *
 * @param place which key, such as {@code alias 'kafka'}
 * @param origin where it comes from
 * @param certificates at least the leaf
 */
record OwnChain(String place, Origin origin, List<X509Certificate> certificates) {
    OwnChain {
        certificates = List.copyOf(certificates);
    }

    X509Certificate leaf() {
        return certificates.get(0);
    }

    String holder() {
        return place + " (" + leaf().getSubjectX500Principal().getName() + ")";
    }
}
