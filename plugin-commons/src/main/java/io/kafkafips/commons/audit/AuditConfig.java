package io.kafkafips.commons.audit;

import io.kafkafips.commons.config.Refusal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the audit trails of a node, typed. The trails of all plug-ins share them.
 *
 * @param directory folder of the trails
 * @param keyFile file of the initial key; {@code null} for a chain without MACs
 * @param overflow what happens when the queue is full
 * @param overflowWait how long {@link AuditOverflow#BLOCK} waits
 * @param queueCapacity events that wait for the writer
 * @param window time in which equal events become one line; zero for a line each
 * @param windowEntries different events that are held for that
 * @param rotateBytes size at which a file is ended
 * @param rotateInterval age at which it is
 * @param checkpointInterval time between checkpoints
 */
public record AuditConfig(
        Path directory,
        @Nullable Path keyFile,
        AuditOverflow overflow,
        Duration overflowWait,
        int queueCapacity,
        Duration window,
        int windowEntries,
        long rotateBytes,
        Duration rotateInterval,
        Duration checkpointInterval) {
    public static final String DIRECTORY = "audit.directory";
    public static final String KEY_FILE = "audit.hmac.key.file";
    static final String OVERFLOW = "audit.overflow";
    static final String OVERFLOW_WAIT = "audit.overflow.block.ms";
    static final String QUEUE = "audit.queue.capacity";
    static final String WINDOW = "audit.aggregation.window.ms";
    static final String WINDOW_ENTRIES = "audit.aggregation.entries";
    static final String ROTATE_BYTES = "audit.rotate.bytes";
    static final String ROTATE_INTERVAL = "audit.rotate.interval.ms";
    static final String CHECKPOINT_INTERVAL = "audit.checkpoint.interval.ms";

    private static final String OF_THE_AUTHORIZER = "audit.allowed";
    private static final long KIB = 1024;
    private static final long DEFAULT_ROTATE_BYTES = 256 * KIB * KIB;
    private static final long LONGEST_WAIT_MS = 60_000;
    /** What fits into a long of nanoseconds, some 292 years. */
    private static final long LONGEST_MS = Duration.ofNanos(Long.MAX_VALUE).toMillis();

    private static final int LARGEST_QUEUE = 1 << 22;

    private static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    DIRECTORY,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.HIGH,
                    "Folder of the audit trails, made if it is missing: one trail for each role of the node's authorizer, one for its TLS"
                            + " engine and one for its record validation, each a row of files audit-<role>-<node.id>-<number>.jsonl with a state file beside them. Without it"
                            + " no audit trail is kept.")
            .define(
                    KEY_FILE,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.HIGH,
                    "File with the initial HMAC key k0: 64 hexadecimal digits, readable by the broker's user alone, or root's and readable by one group. Read when a trail begins;"
                            + " from then on the trail has keys of its own, and the file belongs off this machine, where the auditor keeps"
                            + " it. Without the setting the lines are chained by SHA-256 only, which whoever can write the folder can"
                            + " compute anew.")
            .define(
                    OVERFLOW,
                    ConfigDef.Type.STRING,
                    "drop",
                    ConfigDef.ValidString.in("drop", "block", "deny"),
                    Importance.HIGH,
                    "What happens when events come faster than the disk takes them. drop: they are lost, and a gap event says how many."
                            + " block: request threads wait, at most " + OVERFLOW_WAIT
                            + ", then as drop. deny: requests that would have to be"
                            + " on record are denied while the queue is full or the disk fails. The trails of the TLS engine and"
                            + " of record validation always drop: their threads must not wait.")
            .define(
                    OVERFLOW_WAIT,
                    ConfigDef.Type.LONG,
                    1000L,
                    Range.between(1, LONGEST_WAIT_MS),
                    Importance.LOW,
                    "How long a request thread waits with " + OVERFLOW
                            + "=block. Once a wait was in vain, no thread waits until the writer has gone on.")
            .define(
                    QUEUE,
                    ConfigDef.Type.INT,
                    65_536,
                    Range.between(16, LARGEST_QUEUE),
                    Importance.LOW,
                    "Events that can wait for the writer, for each trail.")
            .define(
                    WINDOW,
                    ConfigDef.Type.LONG,
                    10_000L,
                    Range.between(0, Duration.ofHours(1).toMillis()),
                    Importance.MEDIUM,
                    "Equal events within this time become one line with their number and the times of the first and the last. Totals stay"
                            + " exact, and the first denial of its kind is written at once. A crash loses what is held. 0: a line each.")
            .define(
                    WINDOW_ENTRIES,
                    ConfigDef.Type.INT,
                    10_000,
                    Range.between(1, 1_000_000),
                    Importance.LOW,
                    "Different events that are held for that, for each trail; when there are more, the oldest is written before its time.")
            .define(
                    ROTATE_BYTES,
                    ConfigDef.Type.LONG,
                    DEFAULT_ROTATE_BYTES,
                    Range.atLeast(KIB),
                    Importance.MEDIUM,
                    "Size at which a file is ended and the next one begun. Files are never deleted by the plug-in.")
            .define(
                    ROTATE_INTERVAL,
                    ConfigDef.Type.LONG,
                    Duration.ofDays(1).toMillis(),
                    Range.atLeast(1000),
                    Importance.MEDIUM,
                    "Age at which a file is ended and the next one begun, with the next key.")
            .define(
                    CHECKPOINT_INTERVAL,
                    ConfigDef.Type.LONG,
                    60_000L,
                    Range.atLeast(100),
                    Importance.MEDIUM,
                    "Time between checkpoints, also when nothing happens: the file is forced to disk, and totals and hash are in the file, the"
                            + " state file and JMX.");

    /** Every option with its documentation. */
    public static ConfigDef configDef() {
        return new ConfigDef(CONFIG);
    }

    /**
     * Reads the settings; empty when {@value #DIRECTORY} is missing.
     *
     * @param configs all of the node's settings; other keys are left alone
     * @throws org.apache.kafka.common.config.ConfigException when one of them cannot be used
     */
    public static Optional<AuditConfig> of(Map<String, ?> configs) {
        requireKnown(configs);
        Map<String, Object> own = new HashMap<>();
        CONFIG.names().stream()
                .filter(name -> configs.get(name) != null)
                .forEach(name -> own.put(name, String.valueOf(configs.get(name)).trim()));
        AbstractConfig parsed = new AbstractConfig(CONFIG, own, false);
        String keyFile = parsed.getString(KEY_FILE);
        if (parsed.getString(DIRECTORY) == null) {
            return Optional.empty();
        }
        return Optional.of(new AuditConfig(
                path(DIRECTORY, parsed.getString(DIRECTORY), "the path of a folder that the broker's user can write"),
                keyFile == null ? null : path(KEY_FILE, keyFile, "the path of a file with 64 hexadecimal digits"),
                AuditOverflow.valueOf(parsed.getString(OVERFLOW).toUpperCase(Locale.ROOT)),
                duration(parsed, OVERFLOW_WAIT),
                parsed.getInt(QUEUE),
                duration(parsed, WINDOW),
                parsed.getInt(WINDOW_ENTRIES),
                parsed.getLong(ROTATE_BYTES),
                duration(parsed, ROTATE_INTERVAL),
                duration(parsed, CHECKPOINT_INTERVAL)));
    }

    /** A misspelt setting would be one without effect, and nobody would see that. */
    private static void requireKnown(Map<String, ?> configs) {
        for (String key : configs.keySet()) {
            if (key.startsWith("audit.")
                    && !key.equals(OF_THE_AUTHORIZER)
                    && !CONFIG.names().contains(key)) {
                throw Refusal.setting(
                        key,
                        "...",
                        "one of " + OF_THE_AUTHORIZER + ", " + String.join(", ", new TreeSet<>(CONFIG.names())),
                        "correct the name, or delete the line");
            }
        }
    }

    /** The same for threads that must not wait: {@link AuditOverflow#DROP}, with at most so many events in memory. */
    public AuditConfig withoutWaiting(int mostEvents) {
        return new AuditConfig(
                directory,
                keyFile,
                AuditOverflow.DROP,
                overflowWait,
                Math.min(queueCapacity, mostEvents),
                window,
                Math.min(windowEntries, mostEvents),
                rotateBytes,
                rotateInterval,
                checkpointInterval);
    }

    private static Duration duration(AbstractConfig parsed, String key) {
        return Duration.ofMillis(Math.min(parsed.getLong(key), LONGEST_MS));
    }

    private static Path path(String key, String seen, String expected) {
        String remedy = key + "=<path>, or no such line";
        try {
            if (!seen.isEmpty()) {
                return Path.of(seen);
            }
        } catch (InvalidPathException e) {
            throw Refusal.setting(key, seen, expected, remedy, e);
        }
        throw Refusal.setting(key, seen, expected, remedy);
    }
}
