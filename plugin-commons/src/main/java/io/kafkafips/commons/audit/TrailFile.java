package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.TrailEvents;
import io.kafkafips.commons.audit.format.TrailState.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The file that is being written, with its totals. A line counts from when it is made; {@link #flush} may fail and be called again
 * until all of them are in the file, each once. Not thread-safe.
 */
final class TrailFile {
    private final LineChain chain;
    private final AppendChannel channel;
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private ByteBuffer unwritten = ByteBuffer.allocate(0);
    private long events;
    private long lost;

    /** A file that has its first line. */
    TrailFile(LineChain chain, AppendChannel channel) {
        this.chain = chain;
        this.channel = channel;
    }

    /** A line for so many equal events. */
    void event(AuditFacts facts, long count, long firstMillis, long lastMillis) {
        AuditData data = new AuditData();
        data.add("count", count);
        data.add("firstTime", Instant.ofEpochMilli(firstMillis));
        data.add("lastTime", Instant.ofEpochMilli(lastMillis));
        events += count;
        line(facts.type(), firstMillis, facts.subject(), described(facts, data));
    }

    private static AuditData described(AuditFacts facts, AuditData data) {
        try {
            facts.describe(data);
        } catch (RuntimeException e) {
            // what was seen has to be on record, and so has that its details are not
            data.add("error", e.toString());
        }
        return data;
    }

    /** A line about lost events. */
    void gap(AuditQueue.Losses losses, long nowMillis) {
        lost += losses.count();
        AuditData data = new AuditData()
                .add("lost", losses.count())
                .add("firstTime", Instant.ofEpochMilli(losses.firstMillis()))
                .add("lastTime", Instant.ofEpochMilli(losses.lastMillis()));
        line(TrailEvents.GAP, nowMillis, "gap", data);
    }

    void checkpoint(long nowMillis) {
        line(TrailEvents.CHECKPOINT, nowMillis, "checkpoint", totals());
    }

    /** The last line. */
    void end(String reason, long nowMillis) {
        line(TrailEvents.CLOSED, nowMillis, reason, totals().add("reason", reason));
    }

    private AuditData totals() {
        return new AuditData().add("events", events).add("lost", lost);
    }

    private void line(String type, long timeMillis, String subject, AuditData data) {
        made.writeBytes(chain.line(type, timeMillis, subject, data));
    }

    /** Writes the lines that are made and not yet in the file. */
    void flush() throws IOException {
        do {
            channel.write(unwritten);
            unwritten = ByteBuffer.wrap(made.toByteArray());
            made.reset();
        } while (unwritten.hasRemaining());
    }

    /** Returns when what was written is on the disk. */
    void force() throws IOException {
        channel.force();
    }

    void close() throws IOException {
        channel.close();
    }

    Checkpoint last() {
        return chain.last();
    }

    /** Bytes, with the lines that are made and not yet written. */
    long size() {
        return chain.last().offset();
    }

    int unwrittenBytes() {
        return made.size() + unwritten.remaining();
    }
}
