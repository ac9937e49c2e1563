package io.kafkafips.ssl.policy;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.engine.EngineLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS connection of this node may be: protocol versions, cipher suites, groups, signature schemes and client authentication, each
 * within a {@link TlsProfile}. Immutable.
 *
 * <p>BCJSSE drops a suite that it does not know, or that a security property forbids, without a word, up to the empty list with
 * which every handshake fails. So every name is checked here, and again on a real engine.
 *
 * @param profile what the rest is within
 * @param protocols the enabled versions
 * @param clientProtocols those of them that this node uses as a client
 * @param cipherSuites the enabled suites, best first; a server's order decides
 * @param suitesAreExplicit whether the operator named the suites
 * @param limits the enabled groups and signature schemes
 * @param clientAuth what a server asks of its clients
 */
public record TlsPolicy(
        TlsProfile profile,
        List<String> protocols,
        List<String> clientProtocols,
        List<String> cipherSuites,
        boolean suitesAreExplicit,
        EngineLimits limits,
        ClientAuth clientAuth) {
    static final String TLS_1_3 = "TLSv1.3";
    static final String TLS_1_2 = "TLSv1.2";
    private static final String PKIX = "PKIX";

    /** What Kafka puts into the settings when the line is missing; it cannot be told from the same line written by hand. */
    private static final List<String> DEFAULT_OF_KAFKA = List.of(TLS_1_2, TLS_1_3);

    public TlsPolicy {
        protocols = List.copyOf(protocols);
        clientProtocols = List.copyOf(clientProtocols);
        cipherSuites = List.copyOf(cipherSuites);
    }

    /**
     * The policy that the settings ask for.
     *
     * @throws ConfigException for anything outside the profile, by name
     */
    public static TlsPolicy from(Settings settings, NodeRole role) {
        return from(settings, role, System::getProperty);
    }

    /**
     * The same for another JVM.
     *
     * @param systemProperties those of that JVM
     */
    public static TlsPolicy from(
            Settings settings, NodeRole role, Function<String, @Nullable String> systemProperties) {
        TlsProfile profile = TlsProfile.from(settings, role);
        requireProviderSettings(settings);
        requireEndpointIdentification(settings);
        List<String> named = settings.list(SslConfigs.SSL_CIPHER_SUITES_CONFIG);
        for (String suite : named) {
            requireApproved(SslConfigs.SSL_CIPHER_SUITES_CONFIG, suite, profile, profile.cipherSuites());
        }
        List<String> protocols = protocols(settings, profile, named);
        if (!named.isEmpty()) {
            requireSuiteForEach(profile, protocols, named);
        }
        return new TlsPolicy(
                profile,
                protocols,
                clientProtocols(settings, protocols),
                named.isEmpty() ? profile.suitesOf(protocols) : named,
                !named.isEmpty(),
                new JvmTlsProperties(systemProperties).within(profile),
                ClientAuth.from(settings, role));
    }

    /** Sets up the engine of a connection that a client opened. */
    public void applyToServer(SSLEngine engine) {
        engine.setUseClientMode(false);
        SSLParameters parameters = common(engine, protocols);
        clientAuth.applyTo(parameters);
        engine.setSSLParameters(parameters);
        limits.applyTo(engine);
    }

    /**
     * Sets up the engine of a connection to a server.
     *
     * @param endpointIdentification {@code https} to compare the server's certificate with its host name, empty for no comparison
     */
    public void applyToClient(SSLEngine engine, String endpointIdentification) {
        engine.setUseClientMode(true);
        SSLParameters parameters = common(engine, clientProtocols);
        if (!endpointIdentification.isBlank()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        limits.applyTo(engine);
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
        requireSuiteForEach(profile, protocols, kept);
        if (!Arrays.asList(engine.getEnabledProtocols()).containsAll(protocols)) {
            throw Refusal.setting(
                    SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
                    String.join(",", protocols),
                    "versions that the security property jdk.tls.disabledAlgorithms of this JVM leaves on",
                    "take the version out of one of the two");
        }
    }

    private SSLParameters common(SSLEngine engine, List<String> versions) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions.toArray(String[]::new));
        parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    private static List<String> protocols(Settings settings, TlsProfile profile, List<String> namedSuites) {
        String context = context(settings);
        List<String> contexts =
                Stream.concat(profile.protocols().stream(), Stream.of("TLS")).toList();
        requireApproved(SslConfigs.SSL_PROTOCOL_CONFIG, context, profile, contexts);
        List<String> enabled = settings.list(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
        if (enabled.equals(DEFAULT_OF_KAFKA)) {
            return thoseWithASuite(profile.protocols(), namedSuites);
        }
        for (String protocol : enabled) {
            requireApproved(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, protocol, profile, profile.protocols());
        }
        if (enabled.isEmpty()) {
            return thoseWithASuite(context.equals(TLS_1_2) ? List.of(TLS_1_2) : profile.protocols(), namedSuites);
        }
        return profile.protocols().stream().filter(enabled::contains).toList();
    }

    private static String context(Settings settings) {
        return settings.text(SslConfigs.SSL_PROTOCOL_CONFIG).orElse("TLS");
    }

    /** Who names suites and no versions means the versions of these suites. */
    private static List<String> thoseWithASuite(List<String> protocols, List<String> namedSuites) {
        List<String> named = namedSuites.stream().map(TlsProfile::versionOf).toList();
        List<String> kept = protocols.stream().filter(named::contains).toList();
        return kept.isEmpty() ? protocols : kept;
    }

    /** With {@code ssl.protocol=TLSv1.2} a client, and only a client, leaves TLS 1.3 alone though it is enabled: so Kafka documents it. */
    private static List<String> clientProtocols(Settings settings, List<String> protocols) {
        if (!context(settings).equals(TLS_1_2)) {
            return protocols;
        }
        if (!protocols.contains(TLS_1_2)) {
            throw Refusal.setting(
                    SslConfigs.SSL_PROTOCOL_CONFIG,
                    TLS_1_2,
                    TLS_1_3 + " or nothing, since that version alone is enabled",
                    "delete the line");
        }
        return List.of(TLS_1_2);
    }

    private static void requireSuiteForEach(TlsProfile profile, List<String> protocols, List<String> suites) {
        for (String protocol : protocols) {
            if (suites.stream().noneMatch(suite -> TlsProfile.versionOf(suite).equals(protocol))) {
                throw Refusal.setting(
                        SslConfigs.SSL_CIPHER_SUITES_CONFIG,
                        String.join(",", suites),
                        "at least one suite of " + protocol + ", which is enabled",
                        "name one of " + profile.suitesOf(List.of(protocol)) + ", or take " + protocol + " out of "
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

    private static void requireApproved(String key, String value, TlsProfile profile, List<String> approved) {
        if (!approved.contains(value)) {
            throw Refusal.setting(
                    key,
                    value,
                    "only " + String.join(", ", approved) + " (profile " + profile.setting() + ")",
                    "take " + value + " out of the line, or delete the line for the default");
        }
    }
}
