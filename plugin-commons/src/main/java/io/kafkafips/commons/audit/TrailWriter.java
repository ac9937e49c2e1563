package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.TrailEvents;
import io.kafkafips.commons.audit.format.TrailState.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the one thread of a trail does: takes events from the queue, aggregates them, writes lines, checkpoints and gaps, and goes from
 * file to file. While the disk fails it holds what it has and tries again, so that nothing that was taken is lost or written twice.
 */
final class TrailWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TrailWriter.class);
    private static final int BATCH = 1024;
    private static final long IDLE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long FIRST_RETRY_NANOS = Duration.ofMillis(50).toNanos();
    private static final long LAST_RETRY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long GAP_NANOS = Duration.ofSeconds(5).toNanos();

    private final AuditConfig config;
    private final String source;
    private final AuditQueue queue;
    private final Trail trail;
    private final Trail.Wall wall;
    private final LongSupplier nanos;
    private final Aggregation aggregation;
    private final List<AuditEntry> batch = new ArrayList<>(BATCH);
    private final long firstLine;
    private final AtomicLong writeErrors = new AtomicLong();
    private long gapWritten;
    private boolean abandoned;
    private volatile long fileBegan;
    private volatile long lines = 1;
    private volatile int file;
    private volatile Kept kept;
    private volatile boolean ended;
    private volatile boolean closing;

    TrailWriter(AuditConfig config, String source, AuditQueue queue, Trail trail, Trail.Wall wall, LongSupplier nanos) {
        this.config = config;
        this.source = source;
        this.queue = queue;
        this.trail = trail;
        this.wall = wall;
        this.nanos = nanos;
        this.aggregation = new Aggregation(
                config.window().toNanos(),
                config.windowEntries(),
                (facts, count, first, last) -> trail.file().event(facts, count, first, last));
        this.fileBegan = nanos.getAsLong();
        this.firstLine = trail.file().last().sequence();
        this.gapWritten = fileBegan - GAP_NANOS;
        this.file = trail.fileNumber();
        this.kept = new Kept(trail.file().last(), fileBegan);
    }

    /** The last checkpoint, and when it was. */
    record Kept(Checkpoint checkpoint, long nanos) {}

    /** Something that the disk may refuse, and that can be tried again. */
    private interface Step {
        void run() throws IOException;
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                if (turn() == 0) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            }
            finish();
        } catch (RuntimeException | Error e) {
            queue.setFailing(true);
            queue.close();
            LOG.error("The audit trail {} has ended. Remedy: restart the node, and report this", source, e);
        }
    }

    /** The writer ends as soon as it has written what is there. */
    void close() {
        closing = true;
    }

    /** One round; returns how many events it took. */
    int turn() {
        queue.drain(batch, BATCH);
        long now = nanos.getAsLong();
        int taken = batch.size();
        batch.forEach(entry -> aggregation.add(entry, now));
        batch.clear();
        aggregation.expire(now);
        writeGap(now, false);
        if (now - kept.nanos() >= config.checkpointInterval().toNanos()) {
            checkpoint(now);
        }
        if (trail.file().unwrittenBytes() > 0) {
            attempt(() -> trail.file().flush());
        }
        boolean full = trail.file().size() >= config.rotateBytes();
        if (!closing && (full || now - fileBegan >= config.rotateInterval().toNanos())) {
            rotate(now);
        }
        lines = trail.file().last().sequence() - firstLine + 1;
        return taken;
    }

    private void writeGap(long now, boolean last) {
        if (last || now - gapWritten >= GAP_NANOS) {
            AuditQueue.Losses losses = queue.takeLosses();
            if (losses.count() > 0) {
                gapWritten = now;
                trail.file().gap(losses, wall.millis());
                LOG.warn(
                        "The audit trail {} has lost {} events, the gap is on record. Remedy: a faster disk for it, a larger {}, or {}=deny",
                        source,
                        losses.count(),
                        AuditConfig.QUEUE,
                        AuditConfig.OVERFLOW);
            }
        }
    }

    private void checkpoint(long now) {
        writeGap(now, true);
        trail.file().checkpoint(wall.millis());
        keep(now);
    }

    private boolean keep(long now) {
        return attempt(() -> kept = new Kept(trail.keep(), now));
    }

    private void rotate(long now) {
        writeGap(now, true);
        trail.file().end(TrailEvents.ROTATED, wall.millis());
        ended = true;
        if (keep(now) && attempt(trail::prepareNext) && attempt(trail::open)) {
            ended = false;
            fileBegan = now;
            file = trail.fileNumber();
            LOG.info(
                    "The audit trail {} goes on in file {}; the one before it ends with line {}, sha256 {}",
                    source,
                    trail.fileNumber(),
                    kept.checkpoint().sequence(),
                    kept.checkpoint().sha256());
        }
    }

    private void finish() {
        if (ended) {
            queue.close(); // a rotation was given up: nothing may follow the line that closes the file
            return;
        }
        while (turn() > 0) {
            LOG.debug("The audit trail {} writes what is queued", source);
        }
        queue.close();
        while (turn() > 0) {
            LOG.debug("The audit trail {} writes what came in meanwhile", source);
        }
        aggregation.flush();
        writeGap(nanos.getAsLong(), true);
        trail.file().end(TrailEvents.SHUTDOWN, wall.millis());
        if (keep(nanos.getAsLong())) {
            lines = trail.file().last().sequence() - firstLine + 1;
            attempt(trail::close);
            LOG.info(
                    "The audit trail {} is closed with line {}, sha256 {}",
                    source,
                    kept.checkpoint().sequence(),
                    kept.checkpoint().sha256());
        }
    }

    /** Tries until it works; once the trail is being closed, once. */
    private boolean attempt(Step step) {
        long pause = FIRST_RETRY_NANOS;
        while (true) {
            try {
                step.run();
                recovered();
                return true;
            } catch (IOException e) {
                failed(e);
            }
            if (closing) {
                abandon();
                return false;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LAST_RETRY_NANOS);
        }
    }

    private void abandon() {
        if (!abandoned) {
            abandoned = true;
            LOG.error("The audit trail {} is closed without its last lines: the disk does not take them", source);
        }
    }

    private void failed(IOException e) {
        writeErrors.incrementAndGet();
        if (!queue.isFailing()) {
            queue.setFailing(true);
            LOG.error(
                    "The audit trail {} cannot be written: {}. Events wait in memory ({} at most), then {}={} applies. Remedy: make room"
                            + " on the disk of {} or mend it; no restart is needed",
                    source,
                    e.toString(),
                    config.queueCapacity(),
                    AuditConfig.OVERFLOW,
                    config.overflow(),
                    config.directory());
        }
    }

    private void recovered() {
        if (queue.isFailing()) {
            queue.setFailing(false);
            LOG.info("The audit trail {} is written again; {} events were lost so far", source, queue.lost());
        }
    }

    long lines() {
        return lines;
    }

    long writeErrors() {
        return writeErrors.get();
    }

    int file() {
        return file;
    }

    Kept kept() {
        return kept;
    }
}
