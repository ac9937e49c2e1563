package io.kafkafips.cli.verify;

import io.kafkafips.cli.verify.wire.CipherSuites;
import io.kafkafips.cli.verify.wire.ClientHello;
import io.kafkafips.cli.verify.wire.HandshakeProbe;
import io.kafkafips.cli.verify.wire.HelloProbe;
import io.kafkafips.cli.verify.wire.Target;
import io.kafkafips.commons.fips.FipsJca;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chains that servers show: from TLS 1.2, where they are in the clear whatever they are, and from the FIPS module's own handshake. A server
 * may have one for each kind of key. Asks each server once; not thread-safe.
 */
final class ServerCertificates {
    private final Map<Target, List<List<X509Certificate>>> known = new HashMap<>();

    /**
     * The chains of a server, leaf first; at least one.
     *
     * @throws IOException when it shows none
     */
    List<List<X509Certificate>> of(Target target) throws IOException {
        List<List<X509Certificate>> chains = known.get(target);
        if (chains == null) {
            chains = look(target);
            known.put(target, chains);
        }
        return chains;
    }

    /** The public keys of its leaves. */
    List<PublicKey> keys(Target target) throws IOException {
        return of(target).stream().map(chain -> chain.get(0).getPublicKey()).toList();
    }

    private static List<List<X509Certificate>> look(Target target) throws IOException {
        List<List<X509Certificate>> chains = new ArrayList<>();
        for (List<Integer> suites : List.of(List.of(0xC02C, 0xC02B), List.of(0xC030, 0xC02F, 0x9F, 0x9E))) {
            ClientHello offer = new ClientHello(
                    ClientHello.TLS_1_2,
                    suites,
                    ClientHello.APPROVED_GROUPS,
                    ClientHello.APPROVED_SCHEMES,
                    List.of(0),
                    true);
            add(chains, parsed(new HelloProbe().send(target, offer).certificates()));
        }
        if (chains.isEmpty()) {
            ClientHello old = ClientHello.of(ClientHello.TLS_1_1, CipherSuites.OLD);
            add(chains, parsed(new HelloProbe().send(target, old).certificates()));
        }
        if (chains.isEmpty()) {
            add(chains, new HandshakeProbe().chain(target));
        }
        if (chains.isEmpty()) {
            throw new IOException("it shows no certificate");
        }
        return chains;
    }

    private static void add(List<List<X509Certificate>> chains, List<X509Certificate> chain) {
        if (!chain.isEmpty() && !chains.contains(chain)) {
            chains.add(chain);
        }
    }

    private static List<X509Certificate> parsed(List<byte[]> encoded) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (byte[] each : encoded) {
                chain.add((X509Certificate) FipsJca.x509().generateCertificate(new ByteArrayInputStream(each)));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("its certificate cannot be read: " + e.getMessage(), e);
        }
        return chain;
    }
}
