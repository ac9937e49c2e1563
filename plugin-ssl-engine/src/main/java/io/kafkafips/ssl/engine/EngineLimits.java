package io.kafkafips.ssl.engine;

import java.util.List;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;

/**
 * What an engine may negotiate beyond what {@code SSLParameters} of Java 17 can say: groups of the key exchange and signature schemes,
 * by their names in the IANA registries. Set on each engine, so that no property of the JVM widens them. Immutable.
 *
 * @param namedGroups groups, preferred first
 * @param clientSchemes signature schemes of a client's handshake and of the chains that it accepts
 * @param serverSchemes the same of a server
 */
public record EngineLimits(List<String> namedGroups, List<String> clientSchemes, List<String> serverSchemes) {

    public EngineLimits {
        namedGroups = List.copyOf(namedGroups);
        clientSchemes = List.copyOf(clientSchemes);
        serverSchemes = List.copyOf(serverSchemes);
    }

    /** Sets them on an engine of BCJSSE whose mode and other parameters are set. */
    public void applyTo(SSLEngine engine) {
        if (!(engine instanceof BCSSLEngine bouncyCastle)) {
            throw new IllegalArgumentException(
                    "expected an engine of BCJSSE, not " + engine.getClass().getName());
        }
        BCSSLParameters parameters = bouncyCastle.getParameters();
        parameters.setNamedGroups(namedGroups.toArray(String[]::new));
        List<String> schemes = engine.getUseClientMode() ? clientSchemes : serverSchemes;
        parameters.setSignatureSchemes(schemes.toArray(String[]::new));
        bouncyCastle.setParameters(parameters);
    }
}
