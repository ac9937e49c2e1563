package io.kafkafips.quickstart;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The main program of {@code ./quickstart}: starts a real cluster, runs the steps, prints the report. Exit code 0 when every step
 * passed, 1 when one did not, 2 for a wrong argument.
 */
@PrintsToTheConsole
public final class Quickstart {
    private static final String USAGE = "usage: ./quickstart [--keep]";
    private static final List<Step> STEPS = List.of(
            new MutualTlsStep(),
            new AclStep(),
            new ValidationStep(),
            new TieredStorageStep(),
            new TamperStep(),
            new RefusalStep());

    private Quickstart() {}

    /** Runs the quickstart. */
    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        if (!options.isEmpty() && !options.equals(List.of("--keep"))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Report report = new Report(System.out);
        run(report, !options.isEmpty());
        System.exit(report.allPassed() ? 0 : 1);
    }

    private static void run(Report report, boolean keep) {
        Path folder = Checkout.root().resolve("target").resolve("quickstart");
        try {
            String kafkaVersion = buildProperties().getProperty("kafka.version");
            clean(folder);
            FipsCluster.Layout layout = new FipsCluster.Layout(
                    folder, KafkaRuntime.resolve(kafkaVersion), FipsCluster.Layout.builtPlugins(), Jdk.current());
            report.progress("Apache Kafka " + kafkaVersion + ", unmodified, on JDK " + Runtime.version()
                    + "; making a throw-away PKI ...");
            try (FipsCluster cluster = FipsCluster.prepare(layout);
                    Demo demo = Demo.start(cluster, report)) {
                for (int i = 0; i < STEPS.size(); i++) {
                    report.step(i + 1, STEPS.get(i), demo);
                }
                report.summary();
                if (keep) {
                    KeptCluster.explainAndWait(demo, report);
                }
            }
        } catch (Exception e) {
            report.failed("the cluster starts", e);
            report.summary();
        }
        if (!report.allPassed()) {
            report.plain("The logs are in " + folder);
        }
    }

    private static Properties buildProperties() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Quickstart.class.getResourceAsStream("/build.properties")) {
            properties.load(in);
        }
        return properties;
    }

    /** Removes what an earlier run left, but not the open log of this one. */
    private static void clean(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.endsWith("clients.log")) {
                    Files.delete(file);
                }
            }
        }
    }
}
