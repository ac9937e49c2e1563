package io.kafkafips.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.kafkafips.bench.TieredSide.Store;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/**
 * A program that measures one figure of tiered storage and prints it: {@code figure <name> <value>}. CPU time is that of the whole
 * process. Arguments: what, side, store, chunk size in bytes, folder.
 */
final class TieredProbe {
    private static final int SEGMENT_MIB = Integer.getInteger("bench.segment.mib", 256);
    private static final int COPIES = Integer.getInteger("bench.copies", 15);
    private static final int FETCHES = Integer.getInteger("bench.fetches", 8000);
    private static final int MANY = Integer.getInteger("bench.many", 10_000);
    private static final int THOUSAND = 1000;
    private static final int CONCURRENT = 10;
    private static final int FETCH_BYTES = TieredSegment.MIB;
    private static final int BATCH_HEADER_BYTES = 17;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB = 1024;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TieredSide side;
    private final Store store;
    private final int chunkBytes;
    private final Path folder;

    private TieredProbe(TieredSide side, Store store, int chunkBytes, Path folder) {
        this.side = side;
        this.store = store;
        this.chunkBytes = chunkBytes;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        TieredProbe probe = new TieredProbe(
                TieredSide.valueOf(args[1]), Store.valueOf(args[2]), Integer.parseInt(args[3]), Path.of(args[4]));
        switch (args[0]) {
            case "copy" -> probe.copy();
            case "fetch" -> probe.fetch();
            case "heap" -> probe.heap();
            case "memory" -> probe.memory();
            case "first" -> probe.first();
            default -> throw new IllegalArgumentException("Nothing to measure: " + args[0]);
        }
    }

    /** Seconds of CPU of the upload of a segment, and the heap that it allocates. */
    private void copy() throws Exception {
        TieredSegment segment = TieredSegment.write(folder, SEGMENT_MIB);
        try (RemoteStorageManager manager = manager(Map.of())) {
            for (int i = 0; i < 3; i++) {
                manager.deleteLogSegmentData(segment.copy(manager));
            }
            long cpu = 0;
            long allocated = 0;
            for (int i = 0; i < COPIES; i++) {
                long cpuBefore = system.getProcessCpuTime();
                long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
                RemoteLogSegmentMetadata stored = segment.copy(manager);
                cpu += system.getProcessCpuTime() - cpuBefore;
                allocated += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
                manager.deleteLogSegmentData(stored);
            }
            print("cpu", cpu / NANOS_PER_SECOND / COPIES);
            print("allocated", allocated / KIB / COPIES);
        }
    }

    /** Milliseconds of CPU of a read of 1 MiB from anywhere, as a broker reads: to no end, left when it has enough. */
    private void fetch() throws Exception {
        TieredSegment segment = TieredSegment.write(folder, SEGMENT_MIB);
        Random random = new Random(1);
        try (RemoteStorageManager manager = manager(Map.of())) {
            RemoteLogSegmentMetadata stored = segment.copy(manager);
            byte[] target = new byte[FETCH_BYTES];
            for (int i = 0; i < FETCHES; i++) {
                fetch(manager, stored, random, target);
            }
            long before = system.getProcessCpuTime();
            for (int i = 0; i < FETCHES; i++) {
                fetch(manager, stored, random, target);
            }
            print("cpu", (system.getProcessCpuTime() - before) / NANOS_PER_MILLI / FETCHES);
            manager.deleteLogSegmentData(stored);
        }
    }

    private static void fetch(
            RemoteStorageManager manager, RemoteLogSegmentMetadata stored, Random random, byte[] target)
            throws RemoteStorageException, IOException {
        int start = random.nextInt(stored.segmentSizeInBytes() - FETCH_BYTES);
        try (InputStream log = manager.fetchLogSegment(stored, start)) {
            int done = log.readNBytes(target, 0, BATCH_HEADER_BYTES);
            done += log.readNBytes(target, BATCH_HEADER_BYTES, target.length - BATCH_HEADER_BYTES);
            if (done != target.length) {
                throw new IllegalStateException("Only " + done + " bytes from " + start);
            }
        }
    }

    /** KiB that an upload holds on the heap, and outside it, in the middle of it. */
    private void heap() throws Exception {
        TieredSegment segment = TieredSegment.write(folder, SEGMENT_MIB);
        CountDownLatch reached = new CountDownLatch(CONCURRENT);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RemoteStorageManager manager =
                manager(Map.of(DrainingStorageManager.REACHED, reached, DrainingStorageManager.GO_ON, goOn))) {
            long heapBefore = HeapProbe.usedHeap();
            long directBefore = directBytes();
            List<Thread> uploads = new ArrayList<>();
            for (int i = 0; i < CONCURRENT; i++) {
                Thread upload = new Thread(() -> {
                    try {
                        segment.copy(manager);
                    } catch (RemoteStorageException e) {
                        throw new IllegalStateException(e);
                    }
                });
                upload.start();
                uploads.add(upload);
            }
            reached.await();
            print("heap", (HeapProbe.usedHeap() - heapBefore) / KIB / CONCURRENT);
            print("direct", (directBytes() - directBefore) / KIB / CONCURRENT);
            goOn.countDown();
            for (Thread upload : uploads) {
                upload.join();
            }
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Resident MiB after the first thousand small segments and after all of them, the most and after a collection. */
    private void memory() throws Exception {
        TieredSegment segment = TieredSegment.write(folder, 1);
        try (RemoteStorageManager manager = manager(Map.of())) {
            print("mostFirst", most(segment, manager, MANY / 10));
            print("settledFirst", settled());
            print("mostLast", most(segment, manager, MANY - MANY / 10));
            print("settledLast", settled());
        }
    }

    private static double most(TieredSegment segment, RemoteStorageManager manager, int segments) throws Exception {
        double most = 0;
        for (int i = 0; i < segments; i++) {
            segment.copy(manager);
            if (i % 20 == 0) {
                most = Math.max(most, residentMebibytes());
            }
        }
        return most;
    }

    private static double settled() throws Exception {
        HeapProbe.usedHeap();
        return residentMebibytes();
    }

    private static double residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / KIB;
            }
        }
        throw new IllegalStateException("No VmRSS");
    }

    /** Seconds of CPU of the first segment in this JVM, and of the thousandth. */
    private void first() throws Exception {
        TieredSegment large = TieredSegment.write(folder, SEGMENT_MIB);
        TieredSegment small = TieredSegment.write(folder, 1);
        try (RemoteStorageManager manager = manager(Map.of())) {
            print("first", cpuSeconds(large, manager));
            for (int i = 2; i < THOUSAND; i++) {
                small.copy(manager);
            }
            print("thousandth", cpuSeconds(large, manager));
        }
    }

    private double cpuSeconds(TieredSegment segment, RemoteStorageManager manager) throws RemoteStorageException {
        long before = system.getProcessCpuTime();
        segment.copy(manager);
        return (system.getProcessCpuTime() - before) / NANOS_PER_SECOND;
    }

    private RemoteStorageManager manager(Map<String, ?> extra) {
        return side.manager(store, chunkBytes, folder, extra);
    }

    private static void print(String name, double value) {
        Bench.print(String.format(Locale.ROOT, "figure %s %.4f", name, value));
    }
}
