package io.kafkafips.validator.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long the validation of one batch may take by the clock, its decompression included. Thread-safe. */
final class TimeBudget {
    /** Never overrun, and never looks at a clock. */
    static final TimeBudget UNLIMITED = new TimeBudget(Long.MAX_VALUE, () -> 0, () -> 0);

    /** A thread's CPU time is asked for only every so many parts of the budget: that costs as much as a batch of trivial records. */
    private static final int CPU_SAMPLES = 16;

    private final long nanos;
    private final LongSupplier clock;
    private final LongSupplier cpuClock;
    private final ThreadLocal<CpuSample> samples;

    /** The CPU time of a thread at some time of the clock. */
    private record CpuSample(long at, long cpu) {}

    /**
     * A budget.
     *
     * @param nanos the longest time
     * @param clock a monotonic clock in nanoseconds
     * @param cpuClock the CPU time of the current thread in nanoseconds; stands still where the JVM cannot tell
     */
    TimeBudget(long nanos, LongSupplier clock, LongSupplier cpuClock) {
        this.nanos = nanos;
        this.clock = clock;
        this.cpuClock = cpuClock;
        this.samples = ThreadLocal.withInitial(() -> new CpuSample(clock.getAsLong(), cpuClock.getAsLong()));
    }

    static TimeBudget ofMillis(long millis) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        LongSupplier cpuClock = threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : () -> 0;
        return new TimeBudget(TimeUnit.MILLISECONDS.toNanos(millis), System::nanoTime, cpuClock);
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    Watch start() {
        return new Watch(this);
    }

    /** Not long before {@code start}, as far as the budget goes. */
    private CpuSample sampleFor(long start) {
        CpuSample sample = samples.get();
        if (start - sample.at() > nanos / CPU_SAMPLES) {
            sample = new CpuSample(start, cpuClock.getAsLong());
            samples.set(sample);
        }
        return sample;
    }

    /**
     * The time that one batch takes. Asked after each record; since a look at the clock costs as much as a trivial rule, it takes
     * one only every so many records while these are fast, and one after each as soon as they are not.
     */
    static final class Watch {
        private static final int MOST_UNSEEN = 32;

        /** Records go unseen only while they take no more than this part of the budget together. */
        private static final int FAST = 128;

        private static final CpuSample NO_SAMPLE = new CpuSample(0, 0);

        private final TimeBudget budget;
        private final boolean isLimited;
        private final long start;
        private final CpuSample cpuStart;
        private long lastLook;
        private int interval = 1;
        private int untilLook = 1;

        private Watch(TimeBudget budget) {
            this.budget = budget;
            isLimited = budget.nanos != Long.MAX_VALUE;
            start = isLimited ? budget.clock.getAsLong() : 0;
            cpuStart = isLimited ? budget.sampleFor(start) : NO_SAMPLE;
            lastLook = start;
        }

        /** After a record: whether the budget is known to be overrun. */
        boolean isOverrun() {
            return --untilLook == 0 && look();
        }

        /** After the last record: whether the budget was overrun. */
        boolean look() {
            if (!isLimited) {
                return false;
            }
            long now = budget.clock.getAsLong();
            interval = now - lastLook <= budget.nanos / FAST ? Math.min(interval * 2, MOST_UNSEEN) : 1;
            untilLook = interval;
            lastLook = now;
            return now - start > budget.nanos;
        }

        /** Whether the thread worked for at least half of the time up to the last look, rather than being kept from it. */
        boolean isMostlyCpuTime() {
            return budget.cpuClock.getAsLong() - cpuStart.cpu() >= (lastLook - cpuStart.at()) / 2;
        }
    }
}
