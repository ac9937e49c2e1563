package io.kafkafips.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a long task has come, on one line of a terminal that it writes over and clears at the end. Thread-safe: many threads report,
 * one of them at a time draws.
 */
final class ProgressBar implements Meter {
    private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();
    private static final int CELLS = 30;
    private static final int PERCENT = 100;
    private static final String CLEAR = "\r" + " ".repeat(78) + "\r";

    private final PrintWriter terminal;
    private final String what;
    private final long total;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong drawnNanos = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);

    ProgressBar(PrintWriter terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = Math.max(1, total);
    }

    @Override
    public void accept(long more) {
        long now = done.addAndGet(more);
        long drawn = drawnNanos.get();
        long time = System.nanoTime();
        if (time - drawn >= INTERVAL_NANOS && drawnNanos.compareAndSet(drawn, time)) {
            terminal.print("\r" + line(now));
            terminal.flush();
        }
    }

    /** What the bar shows. */
    String line(long now) {
        long capped = Math.min(now, total);
        int cells = (int) (capped * (double) CELLS / total);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %s",
                "#".repeat(cells),
                ".".repeat(CELLS - cells),
                (long) (capped * (double) PERCENT / total),
                what.equals("bytes")
                        ? mebibytes(now) + " of " + mebibytes(total) + " MiB"
                        : now + " of " + total + " " + what);
    }

    @Override
    public void close() {
        terminal.print(CLEAR);
        terminal.flush();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) (1 << 20));
    }
}
