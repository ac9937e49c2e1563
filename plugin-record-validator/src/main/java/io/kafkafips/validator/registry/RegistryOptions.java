package io.kafkafips.validator.registry;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The options of a schema registry as a policy file has them. */
final class RegistryOptions {
    static final String URL = "url";
    static final String FOLDER = "folder";
    static final String INDEX = "index";
    static final String PLAINTEXT = "allow-plaintext-http";
    static final String TRUSTSTORE = "truststore";
    static final String TRUSTSTORE_PASSWORD_FILE = "truststore-password-file";
    static final String KEY = "key";
    static final String USER = "user";
    static final String PASSWORD_FILE = "password-file";
    static final String TOKEN_FILE = "token-file";
    static final String CONTEXT = "context";
    static final String CONNECT_TIMEOUT = "connect-timeout-ms";
    static final String REQUEST_TIMEOUT = "request-timeout-ms";
    static final String MAX_SCHEMA_BYTES = "max-schema-bytes";
    static final String MAX_LOOKUPS = "max-lookups";
    static final String LOOKUPS_PER_SECOND = "lookups-per-second";
    static final String CACHE_SIZE = "cache-size";
    static final String REFRESH = "refresh-ms";
    static final String STALE_WHILE_ERROR = "stale-while-error-ms";
    static final String NEGATIVE = "not-found-ms";
    static final String CONFIRM_NEGATIVE = "not-found-confirm-ms";
    static final String RETRY = "retry-ms";
    static final String ON_OUTAGE = "on-outage";
    static final String SUBJECTS = "subjects";
    static final String REQUIRE_AT_START = "require-at-start";

    private static final String NONE = "";
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private RegistryOptions() {}

    static ConfigDef define() {
        return defineTimes(defineAccess(new ConfigDef()))
                .define(
                        ON_OUTAGE,
                        ConfigDef.Type.STRING,
                        OutageRule.RETRY.option(),
                        ValidString.in(OutageRule.options().toArray(String[]::new)),
                        Importance.HIGH,
                        "What becomes of a record whose schema the registry could not be asked for. `retry`: the producer gets a"
                                + " retriable error. `reject`: the record is refused for good. `accept-unvalidated`: it is appended"
                                + " without having been validated.")
                .define(
                        SUBJECTS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Subjects whose schemas are fetched at the start and every `refresh-ms`, before a record asks for them.")
                .define(
                        REQUIRE_AT_START,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether the policies are refused when the registry, or one of the `subjects`, cannot be read at the start.");
    }

    private static ConfigDef defineAccess(ConfigDef def) {
        return def.define(
                        URL,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Base URLs of one registry, tried in this order.")
                .define(FOLDER, ConfigDef.Type.STRING, NONE, Importance.HIGH, "Folder with schemas, in place of `url`.")
                .define(
                        INDEX,
                        ConfigDef.Type.STRING,
                        NONE,
                        Importance.MEDIUM,
                        "YAML file in the folder that lists the schemas. Without it, the names of the files say which they are.")
                .define(
                        PLAINTEXT,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.HIGH,
                        "Whether http is allowed: whoever is on the way then decides which schemas there are.")
                .define(
                        TRUSTSTORE,
                        ConfigDef.Type.STRING,
                        NONE,
                        Importance.HIGH,
                        "Trust anchors of https: PEM or BCFKS.")
                .define(
                        TRUSTSTORE_PASSWORD_FILE,
                        ConfigDef.Type.STRING,
                        NONE,
                        Importance.MEDIUM,
                        "File with the password of a BCFKS truststore.")
                .define(
                        KEY,
                        ConfigDef.Type.STRING,
                        NONE,
                        Importance.MEDIUM,
                        "PEM file with the broker's private key for the registry, not encrypted, and its chain.")
                .define(USER, ConfigDef.Type.STRING, NONE, Importance.MEDIUM, "User of basic authentication.")
                .define(
                        PASSWORD_FILE,
                        ConfigDef.Type.STRING,
                        NONE,
                        Importance.MEDIUM,
                        "File with that user's password.")
                .define(TOKEN_FILE, ConfigDef.Type.STRING, NONE, Importance.MEDIUM, "File with a bearer token.")
                .define(
                        CONTEXT,
                        ConfigDef.Type.STRING,
                        NONE,
                        Importance.LOW,
                        "Context of a Confluent registry that ids belong to, such as `.staging`.");
    }

    private static ConfigDef defineTimes(ConfigDef def) {
        Range time = Range.between(1, DAY * 365);
        return def.define(CONNECT_TIMEOUT, ConfigDef.Type.LONG, 5_000L, time, Importance.LOW, "For each URL.")
                .define(
                        REQUEST_TIMEOUT,
                        ConfigDef.Type.LONG,
                        10_000L,
                        time,
                        Importance.LOW,
                        "For each request, its answer included.")
                .define(
                        MAX_SCHEMA_BYTES,
                        ConfigDef.Type.INT,
                        1024 * 1024,
                        Range.between(1024, LARGEST_ANSWER),
                        Importance.LOW,
                        "The largest answer that is read.")
                .define(
                        MAX_LOOKUPS,
                        ConfigDef.Type.INT,
                        100,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Under way at once.")
                .define(
                        LOOKUPS_PER_SECOND,
                        ConfigDef.Type.INT,
                        50,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Of ids that are not in the cache, so that a producer of nonsense does not burden the registry.")
                .define(
                        CACHE_SIZE,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.between(1, 1_000_000),
                        Importance.LOW,
                        "Schemas in memory.")
                .define(
                        REFRESH,
                        ConfigDef.Type.LONG,
                        300_000L,
                        time,
                        Importance.LOW,
                        "Age at which an answer is sought anew.")
                .define(
                        STALE_WHILE_ERROR,
                        ConfigDef.Type.LONG,
                        DAY,
                        time,
                        Importance.MEDIUM,
                        "Age up to which an answer is good while the registry is out of reach.")
                .define(
                        NEGATIVE,
                        ConfigDef.Type.LONG,
                        30_000L,
                        time,
                        Importance.LOW,
                        "How long it is good that the registry has a schema which cannot be used; at most so long that it has none.")
                .define(
                        CONFIRM_NEGATIVE,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.between(0, DAY),
                        Importance.LOW,
                        "Pause after which the registry is asked a second time for what it does not know, before that is believed: a"
                                + " replica of it may be behind. The producer gets a retriable error meanwhile. It is believed for"
                                + " the same time, at least a second, and then sought anew: the id may be the next to be registered.")
                .define(RETRY, ConfigDef.Type.LONG, 1_000L, time, Importance.LOW, "Pause after a failure.");
    }
}
