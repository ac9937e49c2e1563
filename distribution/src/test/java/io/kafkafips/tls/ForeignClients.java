package io.kafkafips.tls;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Kafka clients that are not Java, as far as this machine has them. */
public final class ForeignClients {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Path FILES =
            Checkout.root().resolve("distribution/src/test/resources/io/kafkafips/tls/kafkajs");
    private static final Path PROJECT = Checkout.root().resolve("distribution/target/kafkajs");

    private ForeignClients() {}

    /** Whether kcat, which is librdkafka, is installed. */
    public static boolean hasKcat() {
        return runs("kcat", "-V");
    }

    /** Whether Node.js is installed and kafkajs can be had, which is fetched once: of the version and digest in package-lock.json. */
    public static boolean hasKafkaJs() {
        return runs("node", "--version") && fetchKafkaJs();
    }

    /** What a script that uses kafkajs needs in its environment. */
    public static Map<String, String> kafkaJsEnvironment() {
        return Map.of("NODE_PATH", PROJECT.resolve("node_modules").toString(), "KAFKAJS_NO_PARTITIONER_WARNING", "1");
    }

    private static boolean runs(String... command) {
        try {
            return Command.run(List.of(command), TIMEOUT).exitCode() == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean fetchKafkaJs() {
        if (Files.isDirectory(PROJECT.resolve("node_modules/kafkajs"))) {
            return true;
        }
        try {
            Files.createDirectories(PROJECT);
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.copy(FILES.resolve(file), PROJECT.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return runs("npm", "ci", "--silent", "--prefix", PROJECT.toString());
    }
}
