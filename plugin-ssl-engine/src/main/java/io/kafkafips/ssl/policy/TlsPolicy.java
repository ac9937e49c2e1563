package io.kafkafips.ssl.policy;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/**
 * What a TLS connection of this node may be: protocol versions, cipher suites and client authentication, each within what SP 800-52r2
 * approves. Immutable.
 *
 * <p>BCJSSE drops a suite that it does not know, or that a security property forbids, without a word, up to the empty list with
 * which every handshake fails. So every name is checked here, and again on a real engine.
 *
 * @param protocols the enabled versions
 * @param cipherSuites the enabled suites, best first; a server's order decides
 * @param suitesAreExplicit whether the operator named the suites
 * @param clientAuth what a server asks of its clients
 */
public record TlsPolicy(
        List<String> protocols, List<String> cipherSuites, boolean suitesAreExplicit, ClientAuth clientAuth) {
    static final String TLS_1_3 = "TLSv1.3";
    static final String TLS_1_2 = "TLSv1.2";
    private static final String PKIX = "PKIX";

    /** SP 800-52r2 section 3.3.1 less CBC, CCM and CCM_8; static RSA and ChaCha20 are not approved at all. */
    private static final List<String> TLS_1_3_SUITES = List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");

    private static final List<String> TLS_1_2_SUITES = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");

    public TlsPolicy {
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
    }

    /** The versions that can be enabled, newest first. */
    public static List<String> approvedProtocols() {
        return List.of(TLS_1_3, TLS_1_2);
    }

    /** The suites that can be enabled, best first. */
    public static List<String> approvedCipherSuites() {
        return Stream.concat(TLS_1_3_SUITES.stream(), TLS_1_2_SUITES.stream()).toList();
    }

    /**
     * The policy that the settings ask for.
     *
     * @throws ConfigException for anything outside what is approved, by name
     */
    public static TlsPolicy from(Settings settings) {
        requireProviderSettings(settings);
        requireEndpointIdentification(settings);
        List<String> protocols = protocols(settings);
        List<String> named = settings.list(SslConfigs.SSL_CIPHER_SUITES_CONFIG);
        for (String suite : named) {
            requireApproved(SslConfigs.SSL_CIPHER_SUITES_CONFIG, suite, approvedCipherSuites());
        }
        if (!named.isEmpty()) {
            requireSuiteForEach(protocols, named);
        }
        List<String> suites = named.isEmpty() ? suitesOf(protocols) : named;
        return new TlsPolicy(protocols, suites, !named.isEmpty(), ClientAuth.from(settings));
    }

    /** Sets up the engine of a connection that a client opened. */
    public void applyToServer(SSLEngine engine) {
        engine.setUseClientMode(false);
        SSLParameters parameters = common(engine);
        clientAuth.applyTo(parameters);
        engine.setSSLParameters(parameters);
    }

    /**
     * Sets up the engine of a connection to a server.
     *
     * @param endpointIdentification {@code https} to compare the server's certificate with its host name, empty for no comparison
     */
    public void applyToClient(SSLEngine engine, String endpointIdentification) {
        engine.setUseClientMode(true);
        SSLParameters parameters = common(engine);
        if (!endpointIdentification.isBlank()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
    }

    /**
     * Checks that the JVM leaves on what the policy says.
     *
     * @param engine a fresh one: what it enables by default is what the security properties of this JVM allow
     * @throws ConfigException when they take a named suite, or all suites of a version, or a version away
     */
    public void requireKeptBy(SSLEngine engine) {
        Set<String> usable = Set.copyOf(Arrays.asList(engine.getEnabledCipherSuites()));
        List<String> kept = cipherSuites.stream().filter(usable::contains).toList();
        if (suitesAreExplicit && !kept.equals(cipherSuites)) {
            List<String> dropped =
                    cipherSuites.stream().filter(suite -> !kept.contains(suite)).toList();
            throw Refusal.setting(
                    SslConfigs.SSL_CIPHER_SUITES_CONFIG,
                    String.join(",", dropped),
                    "suites that the security property jdk.tls.disabledAlgorithms of this JVM leaves on",
                    "take them out of one of the two");
        }
        requireSuiteForEach(protocols, kept);
        if (!Arrays.asList(engine.getEnabledProtocols()).containsAll(protocols)) {
            throw Refusal.setting(
                    SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
                    String.join(",", protocols),
                    "versions that the security property jdk.tls.disabledAlgorithms of this JVM leaves on",
                    "take the version out of one of the two");
        }
    }

    private SSLParameters common(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols.toArray(String[]::new));
        parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    private static List<String> protocols(Settings settings) {
        String context = settings.text(SslConfigs.SSL_PROTOCOL_CONFIG).orElse("TLS");
        requireApproved(SslConfigs.SSL_PROTOCOL_CONFIG, context, List.of(TLS_1_3, TLS_1_2, "TLS"));
        List<String> enabled = settings.list(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
        for (String protocol : enabled) {
            requireApproved(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, protocol, approvedProtocols());
        }
        if (enabled.isEmpty()) {
            return context.equals(TLS_1_2) ? List.of(TLS_1_2) : approvedProtocols();
        }
        return approvedProtocols().stream().filter(enabled::contains).toList();
    }

    private static List<String> suitesOf(List<String> protocols) {
        return approvedCipherSuites().stream()
                .filter(suite -> protocols.contains(versionOf(suite)))
                .toList();
    }

    private static String versionOf(String suite) {
        return TLS_1_3_SUITES.contains(suite) ? TLS_1_3 : TLS_1_2;
    }

    private static void requireSuiteForEach(List<String> protocols, List<String> suites) {
        for (String protocol : protocols) {
            if (suites.stream().noneMatch(suite -> versionOf(suite).equals(protocol))) {
                throw Refusal.setting(
                        SslConfigs.SSL_CIPHER_SUITES_CONFIG,
                        String.join(",", suites),
                        "at least one suite of " + protocol + ", which is enabled",
                        "name one of " + suitesOf(List.of(protocol)) + ", or take " + protocol + " out of "
                                + SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
            }
        }
    }

    private static void requireProviderSettings(Settings settings) {
        requireUnsetOr(settings, SslConfigs.SSL_PROVIDER_CONFIG, FipsJca.JSSE_PROVIDER);
        requireUnsetOr(settings, SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG, PKIX);
        requireUnsetOr(settings, SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG, PKIX);
        settings.text(SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG).ifPresent(value -> {
            throw Refusal.setting(
                    SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG,
                    value,
                    "no value: the random source is the module's DRBG",
                    "delete the line");
        });
    }

    private static void requireUnsetOr(Settings settings, String key, String approved) {
        settings.text(key).filter(value -> !value.equals(approved)).ifPresent(value -> {
            throw Refusal.setting(key, value, approved + " or nothing", key + "=" + approved);
        });
    }

    private static void requireEndpointIdentification(Settings settings) {
        String key = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
        settings.text(key)
                .filter(value -> String.CASE_INSENSITIVE_ORDER.compare(value, "https") != 0)
                .ifPresent(value -> {
                    throw Refusal.setting(
                            key, value, "https, or an empty value for no host name verification", key + "=https");
                });
    }

    private static void requireApproved(String key, String value, List<String> approved) {
        if (!approved.contains(value)) {
            throw Refusal.setting(
                    key,
                    value,
                    "only " + String.join(", ", approved),
                    "take " + value + " out of the line, or delete the line for the default");
        }
    }
}
