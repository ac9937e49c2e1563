package io.kafkafips.bench;

import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.NodeSettings;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.PropertiesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The benchmark of a whole broker: a real Kafka with TLS on every listener, fed and read by Kafka's own performance tools. What counts is
 * the CPU time of the broker's process. The clients are the same on every side, SunJSSE in a normal JVM.
 */
final class BrokerBench {
    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
    private static final int RECORDS = Integer.getInteger("bench.records", 300_000);
    private static final int WARM_UP_RUNS = Integer.getInteger("bench.warmup", 3);
    private static final int RUNS = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Set<String> PRODUCT =
            Set.of("plugin-ssl-engine", "plugin-commons", "bc-fips", "bctls-fips", "bcutil-fips", "bcpkix-fips");

    private final Path folder;
    private final KafkaRuntime kafka = KafkaRuntime.resolve("4.3.1");
    private final Results results;

    BrokerBench(Path folder, Results results) {
        this.folder = folder;
        this.results = results;
    }

    /** What a start costs. C1 alone, as a short run has it: what the optimising compiler does in the background is not the start. */
    void start(Jdk jdk, Side side, int round) {
        try (Running broker = new Running(jdk, side, round, List.of("-XX:TieredStopAtLevel=1"))) {
            results.add(jdk.feature(), Metric.START, side, cpuNanos(broker.node) / NANOS_PER_SECOND);
        }
    }

    /** What a record costs once the broker is warm. */
    void load(Jdk jdk, Side side, int round) {
        try (Running broker = new Running(jdk, side, round, List.of())) {
            Client client = client(jdk, broker.name, broker.port);
            client.createTopic();
            measure(jdk, side, broker.node, Metric.PRODUCE, client::produce);
            measure(jdk, side, broker.node, Metric.CONSUME, client::consume);
        }
    }

    /** A started broker, whose data is deleted in the end. */
    private final class Running implements AutoCloseable {
        final String name;
        final int port;
        final KafkaNode node;

        Running(Jdk jdk, Side side, int round, List<String> flags) {
            this.name = side.name().toLowerCase(Locale.ROOT) + "-" + jdk.feature() + "-" + round;
            List<Integer> ports = Ports.free(2);
            this.port = ports.get(0);
            JavaProgram server = new JavaProgram(jdk, serverFlags(jdk, side), classPath(side));
            this.node =
                    KafkaNode.start(new KafkaNode.Spec(name, folder, server, flags, CLUSTER_ID, settings(side, ports)));
            node.awaitStarted(TIMEOUT);
        }

        @Override
        public void close() {
            node.close();
            delete(node.folder());
        }
    }

    private void measure(Jdk jdk, Side side, KafkaNode node, Metric metric, Runnable load) {
        for (int run = 0; run < WARM_UP_RUNS + RUNS; run++) {
            long before = cpuNanos(node);
            load.run();
            if (run >= WARM_UP_RUNS) {
                results.add(jdk.feature(), metric, side, (cpuNanos(node) - before) / NANOS_PER_MICRO / RECORDS);
            }
        }
    }

    /** User and system time, as {@code /proc/<pid>/stat} has it. */
    private static long cpuNanos(KafkaNode node) {
        return ProcessHandle.of(node.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toNanos();
    }

    private List<String> serverFlags(Jdk jdk, Side side) {
        List<String> flags = new ArrayList<>(side.jvmFlags(jdk, folder));
        flags.add("-Dlog4j2.configurationFile=" + logging(folder));
        return flags;
    }

    /** Writes a configuration of the log, to the console alone. */
    static Path logging(Path folder) {
        return PropertiesFile.write(
                folder.resolve("log4j2.properties"),
                Map.of(
                        "appender.out.type", "Console",
                        "appender.out.name", "out",
                        "appender.out.layout.type", "PatternLayout",
                        "appender.out.layout.pattern", "[%d] %p %m (%c)%n%throwable",
                        "rootLogger.level", "INFO",
                        "rootLogger.appenderRef.out.ref", "out"));
    }

    private List<String> classPath(Side side) {
        List<String> entries = new ArrayList<>(List.of(kafka.classPath()));
        if (side != Side.SUN) {
            for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
                String file = String.valueOf(Path.of(entry).getFileName());
                if (PRODUCT.stream().anyMatch(jar -> file.startsWith(jar + "-"))) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    private Map<String, String> settings(Side side, List<Integer> ports) {
        return new NodeSettings("127.0.0.1", "SSL", ports.get(1)).combined(ports.get(0), side.settings(folder));
    }

    private Client client(Jdk jdk, String name, int port) {
        Map<String, String> settings = new TreeMap<>(Side.SUN.settings(folder));
        settings.put("security.protocol", "SSL");
        Path properties = PropertiesFile.write(folder.resolve(name + "-client.properties"), settings);
        JavaProgram program = new JavaProgram(
                jdk, List.of("-Dlog4j2.configurationFile=" + logging(folder)), List.of(kafka.classPath()));
        return new Client(program, properties, "127.0.0.1:" + port);
    }

    private record Client(JavaProgram program, Path properties, String bootstrap) {
        void createTopic() {
            tool("org.apache.kafka.tools.TopicCommand", "--command-config", "--create", "--topic", "bench");
        }

        void produce() {
            tool(
                    "org.apache.kafka.tools.ProducerPerformance",
                    "--command-config",
                    "--topic",
                    "bench",
                    "--num-records",
                    String.valueOf(RECORDS),
                    "--record-size",
                    "1000",
                    "--throughput",
                    "-1");
        }

        void consume() {
            tool(
                    "org.apache.kafka.tools.ConsumerPerformance",
                    "--command-config",
                    "--topic",
                    "bench",
                    "--num-records",
                    String.valueOf(RECORDS),
                    "--timeout",
                    "60000",
                    "--group",
                    "group-" + System.nanoTime());
        }

        private void tool(String mainClass, String configOption, String... arguments) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--bootstrap-server", bootstrap, configOption, properties.toString()));
            CommandResult result = program.run(mainClass, all, "", TIMEOUT);
            if (result.exitCode() != 0) {
                throw new IllegalStateException(mainClass + " failed: " + result.output());
            }
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
