package io.kafkafips.conformance;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes by name in this JVM. Writes one line per test, {@code status TAB milliseconds TAB class TAB name}, to the file that
 * is the first argument, and the traces of the failures beside it.
 */
public final class SuiteRunner {
    private SuiteRunner() {}

    public static void main(String[] arguments) throws IOException {
        Path results = Path.of(arguments[0]);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(arguments)
                        .skip(1)
                        .map(DiscoverySelectors::selectClass)
                        .toList())
                .build();
        try (BufferedWriter lines = Files.newBufferedWriter(results);
                BufferedWriter traces = Files.newBufferedWriter(results.resolveSibling("failures.txt"))) {
            LauncherFactory.create().execute(request, new Lines(lines, traces));
        }
        // threads that a test left behind must not keep the JVM
        System.exit(0);
    }

    private static final class Lines implements TestExecutionListener {
        private final BufferedWriter lines;
        private final BufferedWriter traces;
        private String container = "";
        private long started;

        Lines(BufferedWriter lines, BufferedWriter traces) {
            this.lines = lines;
            this.traces = traces;
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                started = System.nanoTime();
            } else {
                container = test.getLegacyReportingName();
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            write("SKIPPED", 0, test, reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String trace = result.getThrowable().map(Lines::trace).orElse("");
            if (test.isTest() || !trace.isEmpty()) {
                write(result.getStatus().name(), (System.nanoTime() - started) / 1_000_000, test, trace);
            }
        }

        private void write(String status, long millis, TestIdentifier test, String trace) {
            String id = test.getUniqueId().replaceAll(".*\\[class:([^]]+)].*", "$1");
            String name = (test.isTest() && !test.getLegacyReportingName().equals(container) ? container + " " : "")
                    + test.getDisplayName();
            try {
                lines.write(String.join("\t", status, Long.toString(millis), id, name.replaceAll("\\s+", " ")));
                lines.newLine();
                lines.flush();
                if (!trace.isEmpty()) {
                    traces.write(id + " " + name + "\n" + trace + "\n");
                    traces.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String trace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
