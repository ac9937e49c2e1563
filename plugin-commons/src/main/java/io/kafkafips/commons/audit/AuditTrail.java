package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.TrailNames;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.metrics.JmxBeans;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only, tamper-evident record of what happened on a node: CloudEvents 1.0 in JSON, one line each, in files that are chained by
 * hash and, with a key, by MAC. The grammar stands in {@code docs/formats/audit-trail.md}, what it protects against in
 * {@code docs/audit.md}.
 *
 * <p>Events go through a bounded queue to one thread, which aggregates equal ones; {@link #append} formats nothing and waits for no
 * disk, unless {@link AuditOverflow#BLOCK} was chosen. Thread-safe.
 */
public final class AuditTrail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final AuditQueue queue;
    private final TrailWriter writer;
    private final Thread thread;
    private final FileChannel lock;
    private final JmxBeans metrics = new JmxBeans(ManagementFactory.getPlatformMBeanServer(), "type=Audit");
    private final AtomicBoolean closed = new AtomicBoolean();

    private AuditTrail(AuditConfig config, AuditOrigin origin, InstantSource clock, Trail trail, FileChannel lock) {
        this.queue = new AuditQueue(config.queueCapacity(), config.overflow(), config.overflowWait());
        this.writer = new TrailWriter(config, origin.source(), queue, trail, clock::millis, System::nanoTime);
        this.thread = new Thread(writer, "audit-" + origin.source());
        this.thread.setDaemon(true);
        this.lock = lock;
        this.metrics.register(
                "trail=" + origin.source(), new AuditBean(queue, writer, trail.isKeyed()), AuditMXBean.class);
    }

    /**
     * Goes on with a trail in a new file, or begins it.
     *
     * @param clock the time that lines show
     * @throws org.apache.kafka.common.config.ConfigException when folder, key or what is there of the trail are not as they must be
     */
    public static AuditTrail open(AuditConfig config, AuditOrigin origin, InstantSource clock) {
        Path folder = config.directory();
        TrailNames names = new TrailNames(origin.source());
        try {
            Files.createDirectories(folder);
            FileChannel lock = lock(folder, names);
            try {
                AuditTrail opened = open(config, origin, clock, names, lock);
                opened.thread.start();
                return opened;
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw Refusal.setting(
                    AuditConfig.DIRECTORY,
                    folder,
                    "a folder that the broker's user can write",
                    AuditConfig.DIRECTORY + "=<writable folder with room>",
                    e);
        }
    }

    private static AuditTrail open(
            AuditConfig config, AuditOrigin origin, InstantSource clock, TrailNames names, FileChannel lock)
            throws IOException, GeneralSecurityException {
        Resumption next = new TrailStart(config.directory(), names, config.keyFile()).resume();
        Trail trail = new Trail(origin, new TrailFolder(config.directory(), names), clock::millis, next);
        trail.open();
        tell(config, origin.source(), next);
        return new AuditTrail(config, origin, clock, trail, lock);
    }

    private static void tell(AuditConfig config, String source, Resumption begun) {
        Path keyFile = config.keyFile();
        if (keyFile == null) {
            LOG.warn(
                    "The audit trail {} is chained but not keyed: whoever can write {} can compute the chain anew. Remedy: {}=<file of 64"
                            + " hexadecimal digits>",
                    source,
                    config.directory(),
                    AuditConfig.KEY_FILE);
        } else if (Files.exists(keyFile)) {
            LOG.warn(
                    "The initial key of the audit trail {} is on this machine, and whoever reads it can forge all of the trail. Remedy: move"
                            + " {} to the auditor; the node does not need it any more, the setting stays",
                    source,
                    keyFile);
        }
        LOG.info(
                "The audit trail {} goes on in file {} of {}: {}",
                source,
                begun.file(),
                config.directory(),
                begun.previous());
    }

    private static FileChannel lock(Path folder, TrailNames names) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(names.lock()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("Another trail in this JVM has the lock", e);
        }
        channel.close();
        throw Refusal.setting(
                AuditConfig.DIRECTORY,
                folder,
                "a folder in which nobody else writes the audit trail " + names.source(),
                "give each node a folder, or a node.id, of its own");
    }

    /**
     * Puts an event on record.
     *
     * @param timeMillis when it happened, in milliseconds since 1970
     * @return whether what it is about may happen: false when it is lost and {@link AuditOverflow#DENY} was chosen
     */
    public boolean append(long timeMillis, AuditFacts facts) {
        return queue.offer(new AuditEntry(timeMillis, facts));
    }

    /** How many events were lost since the start. */
    public long lostEvents() {
        return queue.lost();
    }

    /** Writes what is queued and held, and closes the file. Waits ten seconds at most. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.close();
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
            metrics.close();
            if (thread.isAlive()) {
                LOG.error(
                        "The audit trail is not closed after {}: the disk hangs, and its last lines may be missing",
                        CLOSE_TIMEOUT);
            } else {
                lock.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("The lock of the audit trail goes with the process", e);
        }
    }
}
