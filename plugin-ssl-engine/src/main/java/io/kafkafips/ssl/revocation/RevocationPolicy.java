package io.kafkafips.ssl.revocation;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How a node finds out whether a peer's certificate is revoked: the {@code fips.tls.revocation.*} settings. Immutable; equal policies share
 * what was learnt.
 *
 * <p>{@value #LISTENER_MODE} is for a single listener: behind its prefix, and only there, Kafka hands a name that ends in one of Kafka's own
 * to that listener alone, prefix taken off.
 *
 * @param crl whether CRLs are looked at
 * @param ocsp whether OCSP responders are asked
 * @param crlLocations files, and folders of {@code *.crl} and {@code *.pem}
 * @param fetchesCrls whether the distribution points that certificates name are fetched
 * @param ocspUrl the responder for all certificates, empty for the one that each certificate names
 * @param acceptsUnknown whether a certificate passes about which nothing is known
 * @param checkInterval how often live connections are held to it
 * @param refreshInterval how often what was fetched is fetched again
 */
public record RevocationPolicy(
        boolean crl,
        boolean ocsp,
        List<String> crlLocations,
        boolean fetchesCrls,
        String ocspUrl,
        boolean acceptsUnknown,
        Duration checkInterval,
        Duration refreshInterval) {
    public static final String MODE = "fips.tls.revocation.mode";

    /** The mode of a single listener, see the type's own description. */
    public static final String LISTENER_MODE = "fips.ssl.trustmanager.algorithm";

    public static final String CRL_LOCATIONS = "fips.tls.revocation.crl.locations";
    public static final String CRL_FETCH = "fips.tls.revocation.crl.fetch";
    public static final String OCSP_URL = "fips.tls.revocation.ocsp.url";
    public static final String ACCEPT_UNKNOWN = "fips.tls.revocation.accept.certificates.of.unknown.status";
    public static final String CHECK_INTERVAL = "fips.tls.revocation.check.interval.ms";
    public static final String REFRESH_INTERVAL = "fips.tls.revocation.refresh.interval.ms";

    private static final String OFF = "off";
    private static final String BY_CRL = "crl";
    private static final String BY_OCSP = "ocsp";

    public RevocationPolicy {
        crlLocations = List.copyOf(crlLocations);
    }

    /** Adds the settings to a definition. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        MODE,
                        ConfigDef.Type.STRING,
                        OFF,
                        ConfigDef.Importance.HIGH,
                        "How the certificates of peers, intermediates included, are checked for revocation: off, crl, ocsp, or crl,ocsp."
                                + " With both, one of them has to know the certificate, and neither may say that it is revoked."
                                + " A handshake consults memory only: where OCSP or a distribution point has to be asked first, it is"
                                + " refused while a background thread asks, and the client's next attempt succeeds. For all listeners"
                                + " of the node; see " + LISTENER_MODE + " for a single one.")
                .define(
                        LISTENER_MODE,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.Importance.MEDIUM,
                        "In place of " + MODE + " for one listener: listener.name.<listener>." + LISTENER_MODE
                                + "=crl. Only with that prefix: a broker's Kafka drops the bare name.")
                .define(
                        CRL_LOCATIONS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        ConfigDef.Importance.HIGH,
                        "CRL files (DER or PEM), and folders of *.crl and *.pem, read at the start and again within seconds of a change."
                                + " The last good CRL of an authority counts until its nextUpdate.")
                .define(
                        CRL_FETCH,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        ConfigDef.Importance.MEDIUM,
                        "Whether the CRL distribution points (http, https) of certificates that were verified are fetched, in the background.")
                .define(
                        OCSP_URL,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.Importance.MEDIUM,
                        "The OCSP responder for every certificate, instead of the one that each certificate names.")
                .define(
                        ACCEPT_UNKNOWN,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        ConfigDef.Importance.HIGH,
                        "true gives up that a certificate without a known status is refused: a revoked one then passes whenever CRL or"
                                + " responder cannot be had, or before they were asked.")
                .define(
                        CHECK_INTERVAL,
                        ConfigDef.Type.LONG,
                        5_000L,
                        ConfigDef.Range.between(500, 3_600_000),
                        ConfigDef.Importance.MEDIUM,
                        "How soon a live connection is cut, at its next byte, after a certificate of its peer expired or is known to be"
                                + " revoked. Expiry counts with mode off too.")
                .define(
                        REFRESH_INTERVAL,
                        ConfigDef.Type.LONG,
                        300_000L,
                        ConfigDef.Range.between(1_000, 86_400_000),
                        ConfigDef.Importance.LOW,
                        "How often distribution points are fetched and responders are asked again.");
    }

    /**
     * The policy that the settings ask for.
     *
     * @param role a client has no listeners
     */
    public static RevocationPolicy from(Settings settings, NodeRole role) {
        boolean own = settings.text(LISTENER_MODE).isPresent();
        String key = own ? LISTENER_MODE : MODE;
        if (own && role == NodeRole.CLIENT) {
            throw Refusal.setting(
                    LISTENER_MODE,
                    settings.text(LISTENER_MODE).orElse(""),
                    "no value on a client: it is for one listener of a broker",
                    MODE + "=" + settings.text(LISTENER_MODE).orElse(""));
        }
        Set<String> modes = modes(key, settings.text(key).orElse(OFF));
        RevocationPolicy policy = new RevocationPolicy(
                modes.contains(BY_CRL),
                modes.contains(BY_OCSP),
                settings.list(CRL_LOCATIONS),
                settings.flag(CRL_FETCH),
                settings.text(OCSP_URL).map(RevocationPolicy::responder).orElse(""),
                settings.flag(ACCEPT_UNKNOWN),
                settings.millis(CHECK_INTERVAL),
                settings.millis(REFRESH_INTERVAL));
        if (policy.crl() && policy.crlLocations().isEmpty() && !policy.fetchesCrls()) {
            throw Refusal.setting(
                    CRL_LOCATIONS,
                    null,
                    "a file or folder, since CRLs are looked at (" + key + ") and " + CRL_FETCH + "=false",
                    CRL_LOCATIONS + "=<folder of *.crl>");
        }
        return policy;
    }

    private static Set<String> modes(String key, String value) {
        Set<String> modes = new TreeSet<>();
        for (String mode : value.split(",", -1)) {
            modes.add(mode.trim());
        }
        boolean known = modes.equals(Set.of(OFF)) || Set.of(BY_CRL, BY_OCSP).containsAll(modes);
        if (!known) {
            throw Refusal.setting(key, value, "off, crl, ocsp or crl,ocsp", key + "=crl,ocsp");
        }
        return modes;
    }

    private static String responder(String url) {
        if (!isFetchable(url)) {
            throw Refusal.setting(OCSP_URL, url, "an http or https URL", OCSP_URL + "=http://<host>/<path>");
        }
        return url;
    }

    /** Whether a URL is one that can be asked: http or https, with a host. */
    static boolean isFetchable(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether anything is checked. */
    public boolean on() {
        return crl || ocsp;
    }

    /** For the banner. */
    public String line() {
        if (!on()) {
            return OFF;
        }
        String mode = crl && ocsp ? BY_CRL + "," + BY_OCSP : crl ? BY_CRL : BY_OCSP;
        return mode + (acceptsUnknown ? " (UNKNOWN STATUS ACCEPTED)" : "");
    }
}
