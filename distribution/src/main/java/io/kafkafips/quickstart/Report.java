package io.kafkafips.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The running report on the console: a PASS or FAIL line for every step, and under it what was seen. Not thread-safe. */
final class Report {
    private static final int WIDTH = 130;
    private static final String INDENT = " ".repeat(12);

    private final PrintStream out;
    private final long start = System.nanoTime();
    private int passed;
    private int failed;

    Report(PrintStream out) {
        this.out = out;
    }

    /** A line that says what is going on. */
    void progress(String text) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
    }

    /** A fact that was seen, on as many lines as it takes. */
    void evidence(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() + word.length() >= WIDTH) {
                out.println(INDENT + line);
                line = new StringBuilder("  ");
            }
            line.append(line.toString().isBlank() ? "" : " ").append(word);
        }
        out.println(INDENT + line);
    }

    /** Runs a step and prints its verdict. */
    void step(int number, Step step, Demo demo) {
        progress("[" + number + "] " + step.title());
        try {
            step.run(demo, this);
            passed++;
            out.println("     PASS   " + step.title());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(step.title(), e);
        } catch (Exception e) {
            failed(step.title(), e);
        }
    }

    /** Counts a failure and prints its message. */
    void failed(String title, Throwable cause) {
        failed++;
        out.println("     FAIL   " + title);
        String message = String.valueOf(cause.getMessage());
        (cause.getClass().getSimpleName() + ": " + message).lines().forEach(line -> out.println(INDENT + line));
    }

    /** The closing line, in the form that test runners use. */
    void summary() {
        out.printf(
                Locale.ROOT,
                "%nquickstart: %d passed, %d failed (%.0f s)%n%n%d passed, %d failed%n",
                passed,
                failed,
                seconds(),
                passed,
                failed);
    }

    void plain(String text) {
        out.println(text);
    }

    boolean allPassed() {
        return failed == 0;
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }
}
