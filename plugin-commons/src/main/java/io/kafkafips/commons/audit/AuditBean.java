package io.kafkafips.commons.audit;

import java.time.Duration;

/** What JMX shows of a queue and its writer. */
record AuditBean(AuditQueue queue, TrailWriter writer, boolean keyed) implements AuditMXBean {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    @Override
    public int getQueueDepth() {
        return queue.depth();
    }

    @Override
    public int getQueueCapacity() {
        return queue.capacity();
    }

    @Override
    public long getEvents() {
        return queue.taken();
    }

    @Override
    public long getLostEvents() {
        return queue.lost();
    }

    @Override
    public long getLines() {
        return writer.lines();
    }

    @Override
    public long getWriteErrors() {
        return writer.writeErrors();
    }

    @Override
    public int getFailing() {
        return queue.isFailing() ? 1 : 0;
    }

    @Override
    public int getKeyed() {
        return keyed ? 1 : 0;
    }

    @Override
    public int getFile() {
        return writer.file();
    }

    @Override
    public double getCheckpointAgeSeconds() {
        return (System.nanoTime() - writer.kept().nanos()) / NANOS;
    }

    @Override
    public long getCheckpointSequence() {
        return writer.kept().checkpoint().sequence();
    }

    @Override
    public String getCheckpointSha256() {
        return writer.kept().checkpoint().sha256();
    }
}
