package io.kafkafips.ssl.kafka;

import io.kafkafips.ssl.policy.ClientAuth;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.Settings;
import io.kafkafips.ssl.policy.TlsPolicy;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.ssl.revocation.RevocationPolicy;
import io.kafkafips.ssl.store.KeyInput;
import io.kafkafips.ssl.store.TrustInput;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Kafka's own {@code ssl.*} settings as this plug-in takes them, the same names and types with fewer values allowed, and the few of
 * its own, which all start with {@code fips.}. The named files are read, but not opened. Immutable.
 *
 * @param role whether the settings are those of a server
 * @param policy versions, suites, client authentication
 * @param key the node's own key and certificates
 * @param trust the authorities that it believes
 * @param revocation how peers' certificates are checked for revocation
 * @param sameNode what a store that changes while the node runs must have in common with the one before
 */
public record SslEngineConfig(
        NodeRole role,
        TlsPolicy policy,
        KeyInput key,
        TrustInput trust,
        RevocationPolicy revocation,
        SameNode sameNode) {
    private static final String CLIENT_AUTH = "ssl.client.auth";

    private static final ConfigDef CONFIG = RevocationPolicy.define(new ConfigDef()
            .define(
                    TlsProfile.KEY,
                    ConfigDef.Type.STRING,
                    TlsProfile.SP800_52R2.setting(),
                    ConfigDef.Importance.HIGH,
                    "What TLS of this node, or of this client, may negotiate. sp800-52r2: TLS 1.3 and 1.2, AES-GCM, P-256, P-384, P-521 and"
                            + " ffdhe2048 to ffdhe4096, SHA-2. strict (after RFC 9151, CNSA): TLS 1.3 alone,"
                            + " TLS_AES_256_GCM_SHA384, P-384; every certificate, own and peer's, on P-384 or RSA from 3072 bits, signed"
                            + " with SHA-384 or SHA-512. Written without the prefix of a listener.")
            .define(
                    TlsProfile.LISTENER_KEY,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "The profile of one listener of a broker, always written as listener.name.<listener>."
                            + TlsProfile.LISTENER_KEY
                            + ", instead of " + TlsProfile.KEY
                            + " for that listener. Kafka drops the line without a word when the"
                            + " prefix is missing.")
            .define(
                    KeyInput.KEY_OUTSIDE_MODULE,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    ConfigDef.Importance.HIGH,
                    "true: ssl.keystore.type may be PKCS11. The private key then stays in a token (an HSM), and the signatures of the"
                            + " handshakes are made there, outside the FIPS module of this product: the token needs a validation of its own.")
            .define(
                    ClientAuth.PERMISSION,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    ConfigDef.Importance.HIGH,
                    "true: a broker or controller may have listeners with " + CLIENT_AUTH
                            + "=none or requested, to which clients without a"
                            + " certificate can connect. Needed for a SASL_SSL listener too, unless listener.name.<listener>."
                            + CLIENT_AUTH
                            + "=required is set: Kafka applies the line without prefix to SSL listeners only. Means nothing on a client.")
            .define(
                    SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
                    ConfigDef.Type.LIST,
                    TlsProfile.SP800_52R2.protocols(),
                    ConfigDef.Importance.MEDIUM,
                    "Enabled TLS versions. Anything but TLSv1.3 and TLSv1.2 is refused.")
            .define(
                    SslConfigs.SSL_CIPHER_SUITES_CONFIG,
                    ConfigDef.Type.LIST,
                    null,
                    ConfigDef.Importance.LOW,
                    "Enabled cipher suites; without it all that are approved: "
                            + String.join(", ", TlsProfile.SP800_52R2.cipherSuites())
                            + ". Any other name is refused, and every version that "
                            + SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG
                            + " names needs one; where that line is missing, or is Kafka's default TLSv1.2,TLSv1.3, a version without a"
                            + " suite is off.")
            .define(
                    SslConfigs.SSL_PROTOCOL_CONFIG,
                    ConfigDef.Type.STRING,
                    "TLSv1.3",
                    ConfigDef.Importance.MEDIUM,
                    "TLSv1.3, TLSv1.2 or TLS. With TLSv1.2 a client, and a broker as a client of others, does not use TLSv1.3 even where"
                            + " it is enabled.")
            .define(
                    CLIENT_AUTH,
                    ConfigDef.Type.STRING,
                    "none",
                    ConfigDef.Importance.MEDIUM,
                    "Whether a server asks for a client certificate: required, requested or none. Any other value is refused; Kafka's own"
                            + " factory takes it for none. On a broker or controller requested and none need "
                            + ClientAuth.PERMISSION + "=true. required and requested need a trust store.")
            .define(
                    SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
                    ConfigDef.Type.STRING,
                    "https",
                    ConfigDef.Importance.LOW,
                    "https: a client compares the server's certificate with its host name. Empty: it does not.")
            .define(
                    SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.HIGH,
                    "BCFKS, PEM, or PKCS11 with " + KeyInput.KEY_OUTSIDE_MODULE
                            + "=true. JKS (Kafka's default) and PKCS12 are refused with the command that converts the store.")
            .define(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.HIGH,
                    "The key store. With PEM: one PKCS#8 private key and its certificates, leaf first. With PKCS11: the configuration file"
                            + " of SunPKCS11 (name, library, slot).")
            .define(
                    SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                    ConfigDef.Type.PASSWORD,
                    null,
                    ConfigDef.Importance.HIGH,
                    "Password of a BCFKS key store, at least 14 characters; PIN of a PKCS#11 token. Not allowed with PEM.")
            .define(
                    SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                    ConfigDef.Type.PASSWORD,
                    null,
                    ConfigDef.Importance.HIGH,
                    "Password of the key, at least 14 characters; BCFKS: if it differs from that of the store; PEM: if the key is encrypted.")
            .define(
                    SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                    ConfigDef.Type.PASSWORD,
                    null,
                    ConfigDef.Importance.HIGH,
                    "The private key itself, as PKCS#8 PEM, instead of a location. Needs the type PEM and the chain.")
            .define(
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                    ConfigDef.Type.PASSWORD,
                    null,
                    ConfigDef.Importance.HIGH,
                    "The certificates of that key as PEM, leaf first.")
            .define(
                    SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.HIGH,
                    "BCFKS or PEM. JKS (Kafka's default) and PKCS12 are refused with the command that converts the store.")
            .define(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.HIGH,
                    "The trust store. Without one nobody is trusted; the JVM's list of public authorities is never used.")
            .define(
                    SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
                    ConfigDef.Type.PASSWORD,
                    null,
                    ConfigDef.Importance.HIGH,
                    "Password of a BCFKS trust store, at least 14 characters. Not allowed with PEM.")
            .define(
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                    ConfigDef.Type.PASSWORD,
                    null,
                    ConfigDef.Importance.HIGH,
                    "The trusted certificates themselves, as PEM, instead of a location. Needs the type PEM.")
            .define(
                    SslConfigs.SSL_PROVIDER_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.LOW,
                    "Nothing or BCJSSE. The provider is asked for by name in any case.")
            .define(
                    SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG,
                    ConfigDef.Type.STRING,
                    "PKIX",
                    ConfigDef.Importance.LOW,
                    "Nothing or PKIX.")
            .define(
                    SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG,
                    ConfigDef.Type.STRING,
                    "PKIX",
                    ConfigDef.Importance.LOW,
                    "Nothing or PKIX.")
            .define(
                    SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.LOW,
                    "Must not be set: the random source is the module's DRBG.")
            .define(
                    SameNode.DN_CHANGES,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    ConfigDef.Importance.LOW,
                    "Whether a key store that changes while the node runs may hold a certificate of another subject.")
            .define(
                    SameNode.SAN_CHANGES,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    ConfigDef.Importance.LOW,
                    "Whether alternative names may be missing from a key store that changes while the node runs."));

    /** Every setting that is read, with its type, default and documentation. */
    public static ConfigDef configDef() {
        return new ConfigDef(CONFIG);
    }

    /**
     * Reads what Kafka hands to {@code configure}; other keys are left alone.
     *
     * @throws ConfigException for a value, a combination or a file that is refused
     */
    static SslEngineConfig parse(Map<String, ?> configs) {
        CustomKeys.require(configs.keySet(), CONFIG.names());
        NodeRole role = NodeRole.of(configs);
        Settings settings = new Settings(CONFIG.parse(configs));
        TlsPolicy policy = TlsPolicy.from(settings, role);
        RevocationPolicy revocation = RevocationPolicy.from(settings, role);
        SameNode sameNode = new SameNode(settings.flag(SameNode.DN_CHANGES), settings.flag(SameNode.SAN_CHANGES));
        return new SslEngineConfig(
                role, policy, KeyInput.from(settings), TrustInput.from(settings), revocation, sameNode);
    }

    /** A copy of the entries that count in {@link #parse}. */
    static Map<String, Object> relevant(Map<String, ?> configs) {
        Map<String, Object> relevant = new HashMap<>();
        for (Map.Entry<String, ?> entry : configs.entrySet()) {
            boolean counts =
                    CONFIG.names().contains(entry.getKey()) || entry.getKey().equals(NodeRole.KEY);
            if (counts && entry.getValue() != null) {
                relevant.put(entry.getKey(), entry.getValue());
            }
        }
        return relevant;
    }
}
