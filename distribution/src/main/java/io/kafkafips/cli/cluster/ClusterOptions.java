package io.kafkafips.cli.cluster;

import io.kafkafips.cli.output.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a cluster, as Kafka's own tools have them, and the questions put to it. Not thread-safe. */
public final class ClusterOptions {
    private static final String BOOTSTRAP = "--bootstrap-server";
    private static final String COMMAND_CONFIG = "--command-config";

    @Option(
            names = BOOTSTRAP,
            paramLabel = "<host:port>",
            description = "brokers to ask first, with commas between them")
    private @Nullable String bootstrapServer;

    @Option(
            names = COMMAND_CONFIG,
            paramLabel = "<file>",
            description = "properties of the admin client: security.protocol=SSL, key store, trust store")
    private @Nullable Path commandConfig;

    /** Whether a cluster was named. */
    public boolean isGiven() {
        return bootstrapServer != null || commandConfig != null;
    }

    /** The value of {@value #BOOTSTRAP}, empty without one. */
    public String bootstrapServer() {
        return bootstrapServer == null ? "" : bootstrapServer;
    }

    /** The value of {@value #COMMAND_CONFIG}, {@code null} without one. */
    public @Nullable Path commandConfig() {
        return commandConfig;
    }

    /** A question to a cluster. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks. */
        KafkaFuture<T> ask(Admin admin);
    }

    /**
     * Asks the cluster and waits for the answer.
     *
     * @param what what is asked for, for the message
     * @throws CommandFailure when it cannot be reached or refuses
     */
    public <T> T ask(String what, Question<T> question) {
        try (Admin admin = connect()) {
            return question.ask(admin).get();
        } catch (ExecutionException e) {
            throw refused(what, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(what, e);
        }
    }

    /**
     * An admin client, for whoever closes it.
     *
     * @throws CommandFailure when the settings make none
     */
    public Admin connect() {
        try {
            return Admin.create(settings());
        } catch (KafkaException e) {
            throw noClient(e);
        }
    }

    /**
     * A consumer without a group, which can commit nothing.
     *
     * @throws CommandFailure when the settings make none
     */
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = settings();
        settings.keySet().removeIf(key -> key.startsWith("group."));
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        // what retention takes away while it reads does not end it
        settings.put("auto.offset.reset", "earliest");
        try {
            return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw noClient(e);
        }
    }

    private CommandFailure noClient(KafkaException failure) {
        return CommandFailure.usage(
                COMMAND_CONFIG + " " + commandConfig + " makes no client",
                "mend the setting that is named; the options are those of docs/configuration.md",
                failure.getCause() instanceof KafkaException cause ? cause : failure);
    }

    /**
     * The settings of a client.
     *
     * @throws CommandFailure when the file cannot be read, or asks for a connection without TLS
     */
    public Map<String, Object> settings() {
        return ClientSettings.read(commandConfig, COMMAND_CONFIG, bootstrapServer);
    }

    /** The failure of a cluster that does not tell something. */
    public CommandFailure refused(String what, Throwable cause) {
        String cluster = bootstrapServer == null ? "the cluster of " + commandConfig : bootstrapServer;
        String remedy = switch (cause.getClass().getSimpleName()) {
            case "SslAuthenticationException" ->
                "a key store whose certificate the brokers trust, and a trust store with their authority, in "
                        + COMMAND_CONFIG;
            case "ClusterAuthorizationException" ->
                "an identity that may DESCRIBE the cluster, or a super user, in " + COMMAND_CONFIG;
            case "TopicAuthorizationException" ->
                "an identity that may READ and DESCRIBE the topic in " + COMMAND_CONFIG;
            case "SecurityDisabledException" -> "set authorizer.class.name on brokers and controllers";
            default -> BOOTSTRAP + " <a broker that can be reached>; --debug says what the client tried";
        };
        return CommandFailure.cluster(cluster + " does not tell " + what, remedy, cause);
    }
}
