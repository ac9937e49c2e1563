package io.kafkafips.validator.policy;

import io.kafkafips.commons.config.Refusal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code record.validation.*} of {@code server.properties}, typed.
 *
 * <pre>
 * record.validation.policies=orders
 * record.validation.policy.orders.topics=orders-.*
 * record.validation.policy.orders.rules=json,required-headers
 * record.validation.policy.orders.required-headers.names=trace-id,source
 * </pre>
 *
 * <p>For more than that, {@code record.validation.policy.file=/etc/kafka/policy.yaml} instead; see {@link PolicyFileReader}.
 *
 * @param maxRecordBytes the largest decompressed record that is read
 * @param maxBatchBytes the most decompressed bytes that are read of one batch
 * @param batchBudgetMillis how long the validation of one batch may take
 * @param refusesUntestedKafka whether a Kafka with a {@code LogValidator} that was not tested is refused
 * @param policyFile where the policies are; {@code null} when they are in these settings
 * @param reloadInterval how often that file is looked at
 * @param policies those of these settings in their order, first match first
 */
public record RecordValidatorConfig(
        int maxRecordBytes,
        int maxBatchBytes,
        int batchBudgetMillis,
        boolean refusesUntestedKafka,
        @Nullable Path policyFile,
        Duration reloadInterval,
        List<PolicyDefinition> policies) {
    /** What every key starts with. */
    public static final String PREFIX = "record.validation.";

    public static final String POLICIES_CONFIG = PREFIX + "policies";
    public static final String POLICY_FILE_CONFIG = PREFIX + "policy.file";
    public static final String RELOAD_INTERVAL_CONFIG = PREFIX + "policy.reload.interval.ms";
    public static final String MAX_RECORD_BYTES_CONFIG = PREFIX + "max.record.bytes";
    public static final String MAX_BATCH_BYTES_CONFIG = PREFIX + "max.batch.bytes";

    public static final String BATCH_BUDGET_MS_CONFIG = PREFIX + "batch.budget.ms";
    public static final String UNTESTED_KAFKA_CONFIG = PREFIX + "untested.kafka";

    /** The value of {@link #UNTESTED_KAFKA_CONFIG} that stops the start. */
    public static final String REFUSE = "refuse";

    /** The value of {@link #UNTESTED_KAFKA_CONFIG} that relies on the self-test alone. */
    public static final String WARN = "warn";

    /** What the keys of one policy start with, before its name. */
    public static final String POLICY_PREFIX = PREFIX + "policy.";

    static final String TOPICS = "topics";
    static final String RULES = "rules";

    /** The value of {@code rules} that exempts topics from the policies further down. */
    static final String NO_RULES = "none";

    private static final String POLICIES_DOC =
            "The names of the policies in their order. The first whose topics match decides alone. Empty: nothing is validated.";
    private static final String POLICY_FILE_DOC =
            "Path of a policy file in YAML: policies with rules on keys, values, headers and records, modes, schema registries. Read anew"
                    + " when it, or a file that it names, has changed; what cannot be used leaves the last good policies in force."
                    + " Instead of " + POLICIES_CONFIG + ".";
    private static final String RELOAD_INTERVAL_DOC =
            "How often the files of the policies are looked at. A change is taken over at the second look that sees the same content.";
    private static final String MAX_RECORD_BYTES_DOC =
            "The largest record, after decompression, that is accepted on a topic with a policy. Read on compressed batches: an"
                    + " uncompressed one is already bounded by message.max.bytes. Protects the heap from batches that are small"
                    + " only while compressed.";
    private static final String MAX_BATCH_BYTES_DOC =
            "The most bytes, after decompression, of one batch that is accepted on a topic with a policy.";
    private static final String BATCH_BUDGET_MS_DOC =
            "The longest time in milliseconds that the validation of one batch may take; a batch that takes longer is not"
                    + " appended. The producer is told to send it again, since the clock does not tell a slow rule from a"
                    + " pause of the JVM; when at least half of the time was CPU time, the batch is refused for good. Validation"
                    + " holds the partition's lock and one of the request handlers, of which a broker has few.";
    private static final String UNTESTED_KAFKA_DOC =
            "What to do on a Kafka whose LogValidator class is not one of those that this product was tested with: "
                    + REFUSE + " to start, or " + WARN + " and rely on the self-test at start.";
    private static final String TOPICS_DOC =
            "A java.util.regex pattern that the whole topic name must match. Topics that start with __ are never validated.";
    private static final String RULES_DOC =
            "The rules, each by its name, that every record must keep, in their order; " + NO_RULES
                    + " exempts the topics. The options of a rule are record.validation.policy.<policy>.<rule>.<option>.";

    private static final Pattern PROVIDER_REFERENCE = Pattern.compile("\\$\\{[^}:]+:[^}]*}");

    private static final long DEFAULT_RELOAD_INTERVAL_MS = 5000;
    private static final long SHORTEST_RELOAD_INTERVAL_MS = 100;
    private static final int DEFAULT_MAX_RECORD_BYTES = 16 * 1024 * 1024;
    private static final int DEFAULT_MAX_BATCH_BYTES = 64 * 1024 * 1024;
    private static final int DEFAULT_BATCH_BUDGET_MS = 1000;

    /** An hour: clients have given up long before. */
    private static final int MOST_BATCH_BUDGET_MS = 3_600_000;

    /** The settings whose key is fixed. */
    public static ConfigDef configDef() {
        return new ConfigDef()
                .define(POLICIES_CONFIG, ConfigDef.Type.LIST, List.of(), Importance.HIGH, POLICIES_DOC)
                .define(POLICY_FILE_CONFIG, ConfigDef.Type.STRING, null, Importance.HIGH, POLICY_FILE_DOC)
                .define(
                        RELOAD_INTERVAL_CONFIG,
                        ConfigDef.Type.LONG,
                        DEFAULT_RELOAD_INTERVAL_MS,
                        Range.between(
                                SHORTEST_RELOAD_INTERVAL_MS, Duration.ofDays(1).toMillis()),
                        Importance.LOW,
                        RELOAD_INTERVAL_DOC)
                .define(
                        MAX_RECORD_BYTES_CONFIG,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_RECORD_BYTES,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        MAX_RECORD_BYTES_DOC)
                .define(
                        MAX_BATCH_BYTES_CONFIG,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_BATCH_BYTES,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        MAX_BATCH_BYTES_DOC)
                .define(
                        BATCH_BUDGET_MS_CONFIG,
                        ConfigDef.Type.INT,
                        DEFAULT_BATCH_BUDGET_MS,
                        Range.between(1, MOST_BATCH_BUDGET_MS),
                        Importance.MEDIUM,
                        BATCH_BUDGET_MS_DOC)
                .define(
                        UNTESTED_KAFKA_CONFIG,
                        ConfigDef.Type.STRING,
                        REFUSE,
                        ValidString.in(REFUSE, WARN),
                        Importance.MEDIUM,
                        UNTESTED_KAFKA_DOC);
    }

    /** The settings of one policy, below {@code record.validation.policy.<name>.}, but for the options of its rules. */
    public static ConfigDef policyConfigDef() {
        return new ConfigDef()
                .define(TOPICS, ConfigDef.Type.STRING, Importance.HIGH, TOPICS_DOC)
                .define(RULES, ConfigDef.Type.LIST, Importance.HIGH, RULES_DOC);
    }

    /**
     * Reads the settings; other keys of the broker are ignored.
     *
     * @throws org.apache.kafka.common.config.ConfigException for a key that is unknown, a value of the wrong type, a policy that is
     *     listed but not described or the other way round
     */
    public static RecordValidatorConfig of(Map<String, ?> serverProperties) {
        SortedMap<String, String> settings = settings(serverProperties);
        Map<String, Map<String, String>> byPolicy = new TreeMap<>();
        SortedMap<String, String> fixed = new TreeMap<>();
        settings.forEach((key, value) -> {
            refuseProviderReference(key, value);
            if (key.startsWith(POLICY_PREFIX) && !configDef().names().contains(key)) {
                byPolicy.computeIfAbsent(policyName(key, value), name -> new TreeMap<>())
                        .put(key, value);
            } else {
                fixed.put(key, value);
            }
        });
        Settings typed = Settings.parse(new PropertyOptions("", fixed), configDef());
        List<String> names = typed.list(POLICIES_CONFIG);
        List<PolicyDefinition> policies = names.stream()
                .map(name -> PropertyPolicies.read(name, byPolicy.getOrDefault(name, Map.of())))
                .toList();
        refuseStrays(names, byPolicy);
        return new RecordValidatorConfig(
                typed.integer(MAX_RECORD_BYTES_CONFIG),
                typed.integer(MAX_BATCH_BYTES_CONFIG),
                typed.integer(BATCH_BUDGET_MS_CONFIG),
                typed.string(UNTESTED_KAFKA_CONFIG).equals(REFUSE),
                policyFile(typed.optionalString(POLICY_FILE_CONFIG), names),
                Duration.ofMillis(typed.longInteger(RELOAD_INTERVAL_CONFIG)),
                policies);
    }

    private static @Nullable Path policyFile(@Nullable String path, List<String> names) {
        if (path == null) {
            return null;
        }
        if (!names.isEmpty()) {
            throw Refusal.setting(
                    POLICIES_CONFIG,
                    String.join(",", names),
                    "policies in one place, and " + POLICY_FILE_CONFIG + "=" + path + " is another",
                    "move them into the file, and remove the lines " + POLICY_PREFIX + "*");
        }
        try {
            return Path.of(path).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw Refusal.setting(
                    POLICY_FILE_CONFIG, path, "the path of a file", POLICY_FILE_CONFIG + "=/etc/kafka/policy.yaml", e);
        }
    }

    /** The keys of this module with their values, as text. */
    public static SortedMap<String, String> settings(Map<String, ?> serverProperties) {
        SortedMap<String, String> settings = new TreeMap<>();
        serverProperties.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                settings.put(key, String.valueOf(value));
            }
        });
        return settings;
    }

    /**
     * Refuses a setting that Kafka would look up elsewhere: the agent reads before Kafka does, without Kafka's config providers.
     *
     * @throws org.apache.kafka.common.config.ConfigException for such a value
     */
    public static void refuseProviderReference(String key, String value) {
        if (PROVIDER_REFERENCE.matcher(value).find()) {
            throw Refusal.setting(
                    key,
                    value,
                    "the value itself: config.providers are not asked for what the agent reads, ahead of Kafka",
                    key + "=<the value>");
        }
    }

    private static String policyName(String key, String value) {
        String rest = key.substring(POLICY_PREFIX.length());
        int dot = rest.indexOf('.');
        if (dot <= 0) {
            throw Refusal.setting(
                    key, value, "a key of the form " + POLICY_PREFIX + "<name>.<option>", "remove the line");
        }
        return rest.substring(0, dot);
    }

    private static void refuseStrays(List<String> names, Map<String, Map<String, String>> byPolicy) {
        if (new LinkedHashSet<>(names).size() != names.size()) {
            throw Refusal.setting(
                    POLICIES_CONFIG, String.join(",", names), "every name once", "remove the second mention");
        }
        byPolicy.forEach((name, settings) -> {
            if (!names.contains(name)) {
                Map.Entry<String, String> stray = settings.entrySet().iterator().next();
                throw Refusal.setting(
                        stray.getKey(),
                        stray.getValue(),
                        "a policy that " + POLICIES_CONFIG + " lists, which is [" + String.join(",", names) + "]",
                        POLICIES_CONFIG + "=" + String.join(",", names) + (names.isEmpty() ? "" : ",") + name);
            }
        });
    }
}
