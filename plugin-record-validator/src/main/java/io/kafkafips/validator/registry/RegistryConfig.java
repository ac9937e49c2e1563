package io.kafkafips.validator.registry;

import io.kafkafips.commons.config.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a schema registry; in a policy file, an element of {@code registries}. Immutable. Two that are equal may share one
 * registry, so that a policy file that is loaded anew begins with a full cache.
 *
 * @param name by which rules refer to it
 * @param urls base URLs, the one to prefer first; empty for a registry of files
 * @param folder schemas in files; empty for a registry that is asked
 * @param index name of the file in the folder that lists the schemas; empty when their names say which they are
 * @param tls of https
 * @param credentials of the registry
 * @param context of Confluent's registries, such as {@code .staging}; empty for the default one
 * @param limits of lookups
 * @param cache of answers
 * @param onOutage what becomes of records meanwhile
 * @param subjects to be fetched at the start
 * @param requireAtStart whether the policies are refused when the registry cannot be asked
 */
public record RegistryConfig(
        String name,
        List<URI> urls,
        String folder,
        String index,
        Tls tls,
        Credentials credentials,
        String context,
        Limits limits,
        CacheRules cache,
        OutageRule onOutage,
        List<String> subjects,
        boolean requireAtStart) {

    /**
     * Whom to trust, and what to show.
     *
     * @param truststore PEM or BCFKS
     * @param truststorePasswordFile of BCFKS
     * @param key PEM with private key and chain
     */
    public record Tls(String truststore, String truststorePasswordFile, String key) {}

    /**
     * Of HTTP. The secrets are in files, which are read at each lookup: they may be replaced at any time.
     *
     * @param user of basic authentication
     * @param passwordFile of basic authentication
     * @param tokenFile of a bearer token
     */
    public record Credentials(String user, String passwordFile, String tokenFile) {
        boolean any() {
            return !user.isEmpty() || !tokenFile.isEmpty();
        }
    }

    /**
     * What a lookup may cost.
     *
     * @param connectTimeout of each URL
     * @param requestTimeout of each request, the whole answer included
     * @param maxSchemaBytes the largest answer
     * @param maxLookups under way at once
     * @param lookupsPerSecond of ids that are not in the cache
     */
    public record Limits(
            Duration connectTimeout,
            Duration requestTimeout,
            int maxSchemaBytes,
            int maxLookups,
            int lookupsPerSecond) {}

    /**
     * How long answers are good.
     *
     * @param size schemas
     * @param refresh age at which an answer is sought anew in the background
     * @param staleWhileError age up to which an answer is good while the registry is out of reach
     * @param negative how long the answer is good that a schema cannot be used
     * @param confirmNegative pause before the answer that there is no such schema is sought a second time, and believed for as long
     * @param retry pause after a failure
     */
    public record CacheRules(
            int size,
            Duration refresh,
            Duration staleWhileError,
            Duration negative,
            Duration confirmNegative,
            Duration retry) {}

    public RegistryConfig {
        urls = List.copyOf(urls);
        subjects = List.copyOf(subjects);
    }

    /** The options, for the reference of settings. */
    public static ConfigDef configDef() {
        return RegistryOptions.define();
    }

    /**
     * Settings as a policy file has them.
     *
     * @throws ConfigException when a key is unknown or a value cannot be
     */
    public static RegistryConfig of(String name, Map<String, ?> values) {
        return new RegistryConfigReader(name, values).config();
    }

    /** Whether the schemas are in files. */
    public boolean isFolder() {
        return !folder.isEmpty();
    }

    /** Reads {@code url}. */
    static List<URI> urls(String key, List<String> texts, boolean plaintext) {
        return texts.stream().map(text -> url(key, text, plaintext)).toList();
    }

    private static URI url(String key, String text, boolean plaintext) {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            if (bare && scheme.equals("http") && !plaintext) {
                throw Refusal.setting(
                        key,
                        text,
                        "an https URL: over http, whoever is on the way decides which schemas there are",
                        key + ": https://..., or " + RegistryOptions.PLAINTEXT
                                + ": true to do without that protection");
            }
            if (url.getHost() != null && bare && List.of("http", "https").contains(scheme)) {
                return text.endsWith("/") ? new URI(text.substring(0, text.length() - 1)) : url;
            }
        } catch (URISyntaxException e) {
            throw notBare(key, e);
        }
        throw notBare(key, null);
    }

    /** The value is not shown: a URL with user and password in it ends up here. */
    private static ConfigException notBare(String key, @Nullable Exception cause) {
        String expected = "URLs of a scheme, a host, maybe a port and a path, and no more";
        String remedy = key + ": https://registry.example.com:8081";
        ConfigException refusal = Refusal.setting(key, "[hidden]", expected, remedy);
        if (cause != null) {
            refusal.addSuppressed(new ConfigException(cause.getClass().getSimpleName()));
        }
        return refusal;
    }

    static ConfigException unknownKey(String key, ConfigDef def) {
        return Refusal.setting(key, "[hidden]", "one of the keys " + new TreeSet<>(def.names()), "correct the key");
    }
}
