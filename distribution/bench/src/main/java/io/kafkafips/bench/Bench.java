package io.kafkafips.bench;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The program that runs the benchmarks and writes {@code bench-*.md} and {@code bench-*.json}; {@code distribution/bench/run} starts it. */
@PrintsToTheConsole
final class Bench {
    private static final List<String> PARTS = List.of(
            "bulk", "handshake", "heap", "start", "broker", "authorizer", "validator", "validator-broker", "tiered");
    private static final String QUICK = "authorizer-quick";
    private static final String SCHEMA_RULES = "schema-rules";
    private static final String VALIDATOR = "validator-broker";
    private static final String TIERED = "tiered";

    private Bench() {}

    public static void main(String[] args) {
        List<String> parts = args.length == 0 ? PARTS : List.of(args);
        int rounds = Integer.getInteger("bench.rounds", 3);
        Path target = Checkout.root().resolve("distribution/bench/target");
        Path folder =
                Path.of(System.getProperty("bench.folder", target.resolve("run").toString()));
        Material.write(folder);
        for (String part : parts) {
            if (part.equals("authorizer") || part.equals(QUICK)) {
                new AuthorizerBench(folder, jdks().get(0), part.equals(QUICK)).run(rounds, target);
                continue;
            }
            if (part.equals("validator")) {
                new ValidatorBench(folder, jdks().get(0)).run(rounds, target);
                continue;
            }
            if (part.equals(SCHEMA_RULES)) {
                new SchemaRulesBench(jdks().get(0)).run(rounds, target);
                continue;
            }
            if (part.equals(VALIDATOR)) {
                validator(rounds, folder, target);
                continue;
            }
            if (part.equals(TIERED)) {
                tiered(rounds, folder, target);
                continue;
            }
            Results results = new Results();
            for (int round = 0; round < rounds; round++) {
                for (Jdk jdk : jdks()) {
                    for (Side side : sides()) {
                        measure(part, jdk, side, round, folder, results);
                    }
                }
                results.write(target, part);
            }
        }
    }

    private static void validator(int rounds, Path folder, Path target) {
        ValidatorBrokerResults results = new ValidatorBrokerResults();
        for (int round = 0; round < rounds; round++) {
            for (Jdk jdk : jdks()) {
                new ValidatorBrokerBench(folder, results).run(jdk, round);
                results.write(target);
            }
        }
    }

    private static void tiered(int rounds, Path folder, Path target) {
        TieredResults results = new TieredResults();
        for (int round = 0; round < rounds; round++) {
            for (Jdk jdk : jdks()) {
                new TieredBench(folder, jdk, results).run();
                results.write(target);
            }
        }
    }

    private static void measure(String part, Jdk jdk, Side side, int round, Path folder, Results results) {
        EngineBench engines = new EngineBench(folder, results);
        switch (part) {
            case "bulk" -> engines.bulk(jdk, side);
            case "handshake" -> engines.handshake(jdk, side);
            case "heap" -> engines.heap(jdk, side);
            case "start" -> new BrokerBench(folder, results).start(jdk, side, round);
            case "broker" -> new BrokerBench(folder, results).load(jdk, side, round);
            default ->
                throw new IllegalArgumentException(
                        "No part " + part + "; there are " + PARTS + ", " + SCHEMA_RULES + " and " + QUICK);
        }
    }

    private static List<Jdk> jdks() {
        List<Jdk> found = new ArrayList<>();
        for (String feature : System.getProperty("bench.jdks", "17,25").split(",", -1)) {
            Jdk.find(Integer.parseInt(feature.trim())).ifPresent(found::add);
        }
        return found;
    }

    private static List<Side> sides() {
        return Arrays.stream(System.getProperty("bench.sides", "SUN,STOCK,OURS").split(",", -1))
                .map(name -> Side.valueOf(name.trim().toUpperCase(Locale.ROOT)))
                .toList();
    }

    static void print(String line) {
        System.out.println(line);
    }
}
