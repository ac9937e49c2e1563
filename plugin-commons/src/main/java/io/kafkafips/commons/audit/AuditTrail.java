package io.kafkafips.commons.audit;

import io.kafkafips.commons.config.Refusal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file of audit events: CloudEvents 1.0 in JSON, one event a line. Events go through a bounded queue to one writer
 * thread, so that {@link #append} never waits for a disk. Every event takes a sequence number when it is offered; an event that finds
 * the queue full is dropped, and since its number is used up the gap shows in the file, the more so as a {@code gap} event names it.
 * Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int QUEUE_CAPACITY = 65_536;
    private static final int BATCH = 512;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String source;
    private final BlockingQueue<Line> queue;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Object order = new Object();
    private final BufferedWriter file;
    private final Thread writer;
    private long expected;

    private AuditTrail(String source, BufferedWriter file, int capacity) {
        this.source = source;
        this.file = file;
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.writer = new Thread(this::write, "audit-writer-" + source);
        this.writer.setDaemon(true);
    }

    /**
     * Opens (and continues) the file of one writer.
     *
     * @param directory where the file lies; made if it is missing
     * @param source who writes, unique in the directory: role and node, since a combined node runs two authorizers
     * @param settingKey the setting that names the directory, for the refusal
     * @throws org.apache.kafka.common.config.ConfigException when the file cannot be written
     */
    public static AuditTrail open(Path directory, String source, String settingKey) {
        AuditTrail trail = open(directory, source, settingKey, QUEUE_CAPACITY);
        trail.startWriter();
        return trail;
    }

    static AuditTrail open(Path directory, String source, String settingKey, int capacity) {
        try {
            Files.createDirectories(directory);
            BufferedWriter file = Files.newBufferedWriter(
                    directory.resolve("audit-" + source + ".jsonl"),
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return new AuditTrail(source, file, capacity);
        } catch (IOException e) {
            throw Refusal.setting(
                    settingKey,
                    directory,
                    "a folder that the broker's user can write",
                    settingKey + "=<writable folder>",
                    e);
        }
    }

    void startWriter() {
        writer.start();
    }

    boolean hasQueuedEvents() {
        return !queue.isEmpty();
    }

    /** Offers an event; returns at once. */
    public void append(AuditEvent event) {
        // number and place in the queue must agree, or the file would show gaps that are none
        synchronized (order) {
            Line line = new Line(sequence.getAndIncrement(), event);
            if (!queue.offer(line)) {
                dropped.incrementAndGet();
            }
        }
    }

    /** How many events were lost because the queue was full, since the start. */
    public long droppedEvents() {
        return dropped.get();
    }

    /** Writes what is queued, then closes the file. Waits at most five seconds for the writer. */
    @Override
    public void close() {
        closing.set(true);
        try {
            writer.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<Line> batch = new ArrayList<>(BATCH);
        try (file) {
            while (!closing.get() || !queue.isEmpty()) {
                @Nullable Line first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    writeBatch(batch);
                    batch.clear();
                }
            }
        } catch (IOException e) {
            LOG.error(
                    "The audit trail {} cannot be written; events are being lost. Remedy: free space or mend the folder, then restart",
                    source,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeBatch(List<Line> batch) throws IOException {
        for (Line line : batch) {
            if (line.sequence() != expected) {
                file.write(JsonLine.of(gap(expected, line)));
                file.newLine();
            }
            expected = line.sequence() + 1;
            file.write(JsonLine.of(cloudEvent(line)));
            file.newLine();
        }
        file.flush();
    }

    private Map<String, @Nullable Object> cloudEvent(Line line) {
        AuditEvent event = line.event();
        Map<String, @Nullable Object> json =
                envelope(event.type(), line.sequence(), event.time().toString());
        json.put("subject", event.subject());
        json.put("data", event.data());
        return json;
    }

    private Map<String, @Nullable Object> gap(long from, Line next) {
        Map<String, @Nullable Object> json =
                envelope("io.kafkafips.audit.gap.v1", from, next.event().time().toString());
        json.put("data", Map.of("from", from, "to", next.sequence() - 1));
        return json;
    }

    private Map<String, @Nullable Object> envelope(String type, long number, String time) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("specversion", "1.0");
        json.put("id", source + "-" + number);
        json.put("source", source);
        json.put("type", type);
        json.put("time", time);
        json.put("sequence", number);
        return json;
    }

    private record Line(long sequence, AuditEvent event) {}
}
