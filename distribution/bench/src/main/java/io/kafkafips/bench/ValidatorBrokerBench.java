package io.kafkafips.bench;

import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The benchmark of record validation in a whole broker. Two brokers run side by side, with the agent and without it, and take turns: the
 * same producer sends the same JSON values of 500 bytes to the same topics of either. What counts is the CPU time of the threads that handle
 * requests, per record, and the throughput that the producer sees.
 */
final class ValidatorBrokerBench {
    private static final int RECORDS = Integer.getInteger("bench.records", 200_000);
    private static final int WARM_UP_RUNS = Integer.getInteger("bench.warmup", 3);
    private static final int RUNS = Integer.getInteger("bench.runs", 7);
    private static final int PARTITIONS = 3;
    private static final int PAYLOADS = 1000;
    private static final int VALUE_BYTES = 500;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final List<String> CODECS = List.of("none", "lz4");
    private static final List<String> TOPICS = List.of("free", "trivial", "json");
    private static final List<String> PRODUCT = List.of(
            "plugin-record-validator-", "plugin-commons-", "bc-fips-", "bctls-fips-", "bcutil-fips-", "bcpkix-fips-");

    /** {@code "data-plane-kafka-request-handler-0" #61 daemon prio=5 os_prio=0 cpu=12.34ms elapsed=...}. */
    private static final Pattern HANDLER =
            Pattern.compile("\"data-plane-kafka-request-handler-\\d+\".*? cpu=([0-9.]+)ms");

    private static final String POLICIES = """
            version: 1
            policies:
              - {name: trivial, topics: [trivial], record: [{rule: trivial}]}
              - {name: json, topics: [json], value: [{rule: json}]}
            """;

    private final Path folder;
    private final KafkaRuntime kafka = KafkaRuntime.resolve("4.3.1");
    private final ValidatorBrokerResults results;

    ValidatorBrokerBench(Path folder, ValidatorBrokerResults results) {
        this.folder = folder;
        this.results = results;
    }

    /** One round: two fresh brokers, every codec on every topic. */
    void run(Jdk jdk, int round) {
        try (Broker without = new Broker(jdk, "no-agent-" + round, false);
                Broker with = new Broker(jdk, "agent-" + round, true)) {
            for (String codec : CODECS) {
                for (String topic : TOPICS) {
                    for (int run = 0; run < WARM_UP_RUNS + RUNS; run++) {
                        // who goes first changes
                        Broker first = run % 2 == 0 ? without : with;
                        Broker second = first == with ? without : with;
                        for (Broker broker : List.of(first, second)) {
                            Load load = broker.load(codec, topic);
                            if (run >= WARM_UP_RUNS) {
                                results.add(jdk.feature(), codec, topic, broker.hasAgent, load);
                            }
                        }
                    }
                }
            }
        }
    }

    /**
     * What a run came to.
     *
     * @param handlerMicros CPU of the request handlers for each record
     * @param recordsPerSecond as the producer sees it
     */
    record Load(double handlerMicros, double recordsPerSecond) {}

    private final class Broker implements AutoCloseable {
        private final Jdk jdk;
        private final boolean hasAgent;
        private final KafkaNode node;
        private final Map<String, KafkaProducer<byte[], byte[]>> producers = new LinkedHashMap<>();
        private final List<byte[]> payloads = payloads();

        Broker(Jdk jdk, String name, boolean hasAgent) {
            this.jdk = jdk;
            this.hasAgent = hasAgent;
            List<Integer> ports = Ports.free(2);
            List<String> flags = new ArrayList<>(FipsJvm.flags(jdk, folder));
            flags.add("-Dlog4j2.configurationFile=" + BrokerBench.logging(folder));
            List<String> classPath = new ArrayList<>(List.of(kafka.classPath()));
            classPath.addAll(productClassPath());
            List<String> serverFlags = hasAgent ? List.of("-javaagent:" + jar("plugin-record-validator-")) : List.of();
            node = KafkaNode.start(new KafkaNode.Spec(
                    name + "-" + jdk.feature(),
                    folder,
                    new JavaProgram(jdk, flags, classPath),
                    serverFlags,
                    "4L6g3nShT-eMCtK--X86sw",
                    settings(ports, hasAgent)));
            node.awaitStarted(TIMEOUT);
            String server = "127.0.0.1:" + ports.get(0);
            createTopics(server);
            CODECS.forEach(codec -> producers.put(codec, producer(server, codec)));
        }

        private void createTopics(String server) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
                admin.createTopics(TOPICS.stream()
                                .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                                .toList())
                        .all()
                        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }

        Load load(String codec, String topic) {
            KafkaProducer<byte[], byte[]> producer = producers.get(codec);
            double cpuBefore = handlerMillis();
            long begin = System.nanoTime();
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(topic, payloads.get(i % PAYLOADS)), (metadata, error) -> {
                    if (error != null) {
                        throw new IllegalStateException(error);
                    }
                });
            }
            producer.flush();
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            return new Load((handlerMillis() - cpuBefore) * MICROS_PER_MILLI / RECORDS, RECORDS / seconds);
        }

        private double handlerMillis() {
            String dump = Command.run(
                            List.of(
                                    jdk.home().resolve("bin/jcmd").toString(),
                                    Long.toString(node.pid()),
                                    "Thread.print"),
                            TIMEOUT)
                    .output();
            Matcher matcher = HANDLER.matcher(dump);
            double millis = 0;
            int threads = 0;
            while (matcher.find()) {
                millis += Double.parseDouble(matcher.group(1));
                threads++;
            }
            if (threads == 0) {
                throw new IllegalStateException("No request handler among the threads: " + dump);
            }
            return millis;
        }

        @Override
        public void close() {
            producers.values().forEach(KafkaProducer::close);
            node.close();
            BrokerBench.delete(node.folder());
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String server, String codec) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        server,
                        "compression.type",
                        codec,
                        "acks",
                        "1",
                        "enable.idempotence",
                        "false"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Map<String, String> settings(List<Integer> ports, boolean hasAgent) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + ports.get(0) + ",CONTROLLER://127.0.0.1:" + ports.get(1));
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports.get(1));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.segment.bytes", "67108864");
        settings.put("log.retention.bytes", "134217728");
        settings.put("log.retention.check.interval.ms", "2000");
        settings.put("log.segment.delete.delay.ms", "1000");
        if (hasAgent) {
            try {
                Path file = Files.writeString(folder.resolve("policy.yaml"), POLICIES);
                settings.put("record.validation.policy.file", file.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return settings;
    }

    private static List<byte[]> payloads() {
        return Stream.iterate(0, i -> i + 1)
                .limit(PAYLOADS)
                .map(ValidatorBrokerBench::payload)
                .toList();
    }

    private static List<String> productClassPath() {
        List<String> entries =
                new ArrayList<>(PRODUCT.stream().map(ValidatorBrokerBench::jar).toList());
        // with the trivial rule
        classPath().filter(entry -> entry.endsWith("classes")).forEach(entries::add);
        return entries;
    }

    private static String jar(String prefix) {
        return classPath()
                .filter(entry -> String.valueOf(Path.of(entry).getFileName()).startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1));
    }

    /** An order as JSON, padded to the size that is measured. */
    private static byte[] payload(int i) {
        Random random = new Random(i);
        StringBuilder json = new StringBuilder("{\"order\":" + i + ",\"customer\":\"c-" + random.nextInt(100_000)
                + "\",\"total\":" + random.nextInt(10_000) / 100.0 + ",\"paid\":" + random.nextBoolean()
                + ",\"note\":null,\"lines\":[");
        while (json.length() < VALUE_BYTES - 100) {
            json.append("{\"sku\":\"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\",\"count\":")
                    .append(random.nextInt(20))
                    .append("},");
        }
        json.append("{}],\"tail\":\"");
        json.append("x".repeat(Math.max(0, VALUE_BYTES - 2 - json.length()))).append("\"}");
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
