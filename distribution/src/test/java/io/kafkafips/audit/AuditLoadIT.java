package io.kafkafips.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.AuditTrail;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hundred thousand events a second for a minute, from four threads. The totals have to be exact; the rate is reported. */
@Tag("conformance")
class AuditLoadIT {
    private static final int EVENTS_PER_SECOND = 100_000;
    private static final int SECONDS = Integer.getInteger("kafkafips.audit.seconds", 60);
    private static final int THREADS = 4;
    private static final int SLICES_PER_SECOND = 100;
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/audit/load");

    @ParameterizedTest
    @CsvSource({
        "10000,  5000, 30", // the shape of a busy broker: few clients, the same topics
        "10000, 200000, 30", // more different ones than are held
        "0, 5000, 1", // a line each: what the writer and the disk can do
    })
    void append_manyEvents_areAllInTheTotals(int windowMillis, int different, int secondsShare) throws Exception {
        Path folder = FreshFolder.of(FOLDER);
        AuditSettings settings =
                new AuditSettings(folder.resolve("trails"), AuditSettings.writeKey(folder.resolve("k0")));
        int seconds = Math.max(1, SECONDS * secondsShare / 30);
        LongAdder offered = new LongAdder();
        LongAdder nanos = new LongAdder();
        long lost;
        long began = System.nanoTime();
        try (AuditTrail trail = settings.open(Map.of("audit.aggregation.window.ms", String.valueOf(windowMillis)))) {
            run(trail, seconds, different, offered, nanos);
            lost = trail.lostEvents();
        }
        double elapsed = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);

        Verification result = settings.verify();
        TrailReport report = result.trails().get(0);
        assertThat(result.findings()).isEmpty();
        assertThat(report.lost()).isEqualTo(lost);
        assertThat(report.events() + report.lost()).isEqualTo(offered.sum());
        System.out.printf(
                "audit: window %d ms, %d different: %d events in %.1f s (%.0f/s), %d lost, %d lines, %.0f ns an append%n",
                windowMillis,
                different,
                offered.sum(),
                elapsed,
                offered.sum() / elapsed,
                lost,
                report.lines(),
                nanos.sum() / (double) offered.sum());
    }

    private static void run(AuditTrail trail, int seconds, int different, LongAdder offered, LongAdder nanos)
            throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            threads.add(new Thread(() -> offer(trail, seconds, different, first, offered, nanos)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void offer(
            AuditTrail trail, int seconds, int different, int first, LongAdder offered, LongAdder nanos) {
        int perSlice = EVENTS_PER_SECOND / THREADS / SLICES_PER_SECOND;
        long sliceNanos = TimeUnit.SECONDS.toNanos(1) / SLICES_PER_SECOND;
        long next = System.nanoTime();
        int number = first;
        for (int slice = 0; slice < seconds * SLICES_PER_SECOND; slice++) {
            long began = System.nanoTime();
            long millis = System.currentTimeMillis();
            for (int i = 0; i < perSlice; i++) {
                number = (number + THREADS) % different;
                trail.append(millis, new NumberedFacts(number, number % 50 == 0));
            }
            nanos.add(System.nanoTime() - began);
            offered.add(perSlice);
            next += sliceNanos;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }
}
