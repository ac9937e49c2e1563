package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.format.TrailEvents;
import io.kafkafips.commons.audit.format.TrailNames;
import io.kafkafips.commons.audit.format.TrailState;
import io.kafkafips.commons.audit.verify.TrailReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer on a disk that is full for a while. Turns are made by hand or by its thread, times by hand. */
class TrailWriterTest {
    @TempDir
    private Path parent;

    private final AtomicLong nanos = new AtomicLong();
    private TestTrail test;
    private FaultyDisk disk;

    @BeforeEach
    void trail() throws IOException {
        test = new TestTrail(parent);
        Files.createDirectories(test.folder());
        disk = new FaultyDisk(new TrailFolder(test.folder(), new TrailNames("broker-1")));
    }

    @Test
    void turn_diskFullInTheMiddleOfALine_writesItOnceWhenThereIsRoom() throws Exception {
        AuditQueue queue = queue(AuditOverflow.DROP, 100);
        TrailWriter writer = writer(queue);
        queue.offer(entry("a"));
        disk.room.set(150);
        Thread thread = new Thread(writer);
        thread.start();
        while (writer.writeErrors() < 3) {
            Thread.sleep(5);
        }
        assertThat(queue.isFailing()).isTrue();
        assertThat(Files.readString(test.file(1))).doesNotEndWith("\n");

        disk.room.set(Long.MAX_VALUE);
        queue.offer(entry("b"));
        while (queue.isFailing()) {
            Thread.sleep(5);
        }
        writer.close();
        thread.join();

        assertThat(test.verify().findings()).isEmpty();
        assertThat(test.verify().trails().get(0).events()).isEqualTo(2);
        assertThat(test.verify().trails().get(0).lost()).isZero();
    }

    @Test
    void turn_diskFullForLong_losesAndSaysHowMany() throws Exception {
        AuditQueue queue = queue(AuditOverflow.DROP, 4);
        TrailWriter writer = writer(queue);
        disk.room.set(0);
        queue.offer(entry("first"));
        Thread thread = new Thread(writer);
        thread.start();
        while (writer.writeErrors() == 0) {
            Thread.sleep(5);
        }
        for (int i = 0; i < 10; i++) {
            queue.offer(entry("x" + i));
        }
        disk.room.set(Long.MAX_VALUE);
        while (queue.isFailing() || queue.depth() > 0) {
            Thread.sleep(5);
        }
        writer.close();
        thread.join();

        TrailReport report = test.verify().trails().get(0);
        assertThat(test.verify().findings()).isEmpty();
        assertThat(report.events()).isEqualTo(5);
        assertThat(report.lost()).isEqualTo(6);
        assertThat(report.gaps()).isEqualTo(1);
    }

    @Test
    void turn_diskFullAtTheChangeOfFiles_goesOnWithoutAHole() throws Exception {
        test.with("audit.rotate.bytes", "1024");
        AuditQueue queue = queue(AuditOverflow.DROP, 100);
        TrailWriter writer = writer(queue);
        disk.createsThatFail = 2;
        disk.savesThatFail = 2;
        for (int i = 0; i < 10; i++) {
            queue.offer(entry("x" + i));
            writer.turn();
        }
        writer.close();
        writer.run();

        assertThat(disk.createsThatFail + disk.savesThatFail).isZero();
        assertThat(test.verify().findings()).isEmpty();
        assertThat(test.verify().trails().get(0).events()).isEqualTo(10);
        assertThat(test.verify().trails().get(0).lastFile()).isGreaterThan(2);
    }

    @Test
    void turn_timeOfAFileIsOver_beginsTheNext() throws Exception {
        TrailWriter writer = writer(queue(AuditOverflow.DROP, 10));
        nanos.addAndGet(Duration.ofDays(1).toNanos());

        writer.turn();

        assertThat(writer.file()).isEqualTo(2);
        writer.close();
        writer.run();
        assertThat(test.verify().findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit.rotate.interval.ms", "audit.checkpoint.interval.ms"})
    void run_intervalWithoutEnd_writesOn(String interval) throws Exception {
        test.with(interval, Long.toString(Long.MAX_VALUE));
        AuditQueue queue = queue(AuditOverflow.DROP, 10);
        TrailWriter writer = writer(queue);
        Thread thread = new Thread(writer);
        thread.start();
        queue.offer(entry("a"));
        while (thread.isAlive() && test.lines(1).size() < 2) {
            Thread.sleep(5);
        }
        writer.close();
        thread.join();

        assertThat(queue.isFailing()).isFalse();
        TrailReport report = test.verify().trails().get(0);
        assertThat(report.events()).isEqualTo(1);
        assertThat(report.ending()).isEqualTo(TrailReport.Ending.CLOSED);
    }

    @Test
    void close_diskFullAtTheChangeOfFiles_leavesNothingAfterTheLineThatClosesTheFile() throws Exception {
        test.with("audit.rotate.bytes", "1024");
        AuditQueue queue = queue(AuditOverflow.DROP, 100);
        TrailWriter writer = writer(queue);
        disk.full = true;
        for (int i = 0; i < 5; i++) {
            queue.offer(entry("x" + i));
        }
        Thread thread = new Thread(writer);
        thread.start();
        while (writer.writeErrors() == 0) {
            Thread.sleep(5);
        }
        queue.offer(entry("while the disk is full"));
        writer.close();
        thread.join();

        assertThat(test.types()).last().isEqualTo(TrailEvents.CLOSED);
        assertThat(test.verify().findings()).isEmpty();
        assertThat(test.verify().trails().get(0).events()).isEqualTo(5);
        test.run("next", 1);
        assertThat(test.verify().findings()).isEmpty();
        assertThat(test.verify().trails().get(0).crashes()).isZero();
    }

    @Test
    void close_fileHasItsSize_isClosedWithoutANextOne() throws Exception {
        test.with("audit.rotate.bytes", "1024");
        AuditQueue queue = queue(AuditOverflow.DROP, 100);
        TrailWriter writer = writer(queue);
        for (int i = 0; i < 5; i++) {
            queue.offer(entry("x" + i));
        }
        writer.close();

        writer.run();

        TrailReport report = test.verify().trails().get(0);
        assertThat(report.lastFile()).isEqualTo(1);
        assertThat(report.ending()).isEqualTo(TrailReport.Ending.CLOSED);
        assertThat(report.events()).isEqualTo(5);
    }

    @Test
    void close_diskStaysFull_endsAllTheSame() throws Exception {
        AuditQueue queue = queue(AuditOverflow.DROP, 10);
        TrailWriter writer = writer(queue);
        disk.room.set(0);
        queue.offer(entry("a"));
        writer.close();

        writer.run();

        assertThat(test.verify().trails().get(0).ending()).isEqualTo(TrailReport.Ending.OPEN);
    }

    private AuditQueue queue(AuditOverflow overflow, int capacity) {
        return new AuditQueue(capacity, overflow, Duration.ofMillis(1));
    }

    private TrailWriter writer(AuditQueue queue) throws Exception {
        AuditConfig config = test.config();
        Resumption next = new TrailStart(test.folder(), new TrailNames("broker-1"), config.keyFile()).resume();
        Trail trail = new Trail(new AuditOrigin("broker-1", Map.of()), disk, TestTrail.NOW::toEpochMilli, next);
        trail.open();
        return new TrailWriter(config, "broker-1", queue, trail, TestTrail.NOW::toEpochMilli, nanos::get);
    }

    private static AuditEntry entry(String name) {
        return new AuditEntry(1, TestFacts.allowed(name));
    }

    /** A real folder with less room than it seems. */
    private static final class FaultyDisk implements TrailStore {
        private final TrailStore store;
        private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
        int createsThatFail;
        int savesThatFail;
        /** Files that are there can grow, others cannot be made. */
        boolean full;

        FaultyDisk(TrailStore store) {
            this.store = store;
        }

        @Override
        public AppendChannel create(int file, byte[] firstLine) throws IOException {
            if (full || (file > 1 && createsThatFail > 0)) {
                createsThatFail--;
                throw new IOException("No space left on device");
            }
            AppendChannel channel = store.create(file, firstLine);
            return new AppendChannel() {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    int written = (int) Math.min(room.get(), bytes.remaining());
                    ByteBuffer fits = bytes.slice().limit(written);
                    channel.write(fits);
                    bytes.position(bytes.position() + written);
                    room.getAndUpdate(left -> left == Long.MAX_VALUE ? left : left - written);
                    if (bytes.hasRemaining()) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void force() throws IOException {
                    channel.force();
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public void save(TrailState state) throws IOException {
            if (full || (state.file() > 1 && savesThatFail > 0)) {
                savesThatFail--;
                throw new IOException("No space left on device");
            }
            store.save(state);
        }
    }
}
