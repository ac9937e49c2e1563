package io.kafkafips.cli.verify;

import io.kafkafips.cli.cluster.ClientSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The tests with an identity that was granted nothing. Whatever would change something is asked for with {@code validateOnly}, or done to a
 * topic that was made for it.
 */
final class DenialTrials {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final @Nullable Path unauthorized;

    DenialTrials(Cluster cluster, @Nullable Path unauthorized) {
        this.cluster = cluster;
        this.unauthorized = unauthorized;
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.put(Check.DENY_TOPIC, with(this::topic));
        trials.put(Check.DENY_CREATE, with(this::create));
        trials.put(Check.DENY_GROUP, with(this::group));
        trials.put(Check.DENY_CLUSTER, with(this::cluster));
        return trials;
    }

    /** What somebody tries who may not. */
    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    /** A test with the settings of the identity. */
    @FunctionalInterface
    private interface WithIdentity {
        Outcome run(Map<String, Object> settings) throws Exception;
    }

    private Trial with(WithIdentity trial) {
        return () -> unauthorized == null
                ? Outcome.skipped("--unauthorized-config <client properties> is not given")
                : trial.run(ClientSettings.read(
                        unauthorized,
                        "--unauthorized-config",
                        String.valueOf(cluster.settings().get("bootstrap.servers"))));
    }

    private Outcome topic(Map<String, Object> settings) throws Exception {
        try (ScratchTopic topic = ScratchTopic.create(cluster, Map.of());
                Admin admin = Admin.create(settings)) {
            return Outcome.all(List.of(
                    denied(
                            "DESCRIBE",
                            () -> admin.describeTopics(List.of(topic.name()))
                                    .allTopicNames()
                                    .get()),
                    denied("WRITE", () -> produce(settings, topic.name())),
                    denied("READ", () -> consume(settings, topic.name()))));
        }
    }

    private static void produce(Map<String, Object> settings, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[0])).get();
        }
    }

    private static Map<TopicPartition, Long> consume(Map<String, Object> settings, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.beginningOffsets(List.of(new TopicPartition(topic, 0)), PATIENCE);
        }
    }

    private Outcome create(Map<String, Object> settings) throws Exception {
        NewTopic wanted =
                new NewTopic(ScratchTopic.PREFIX + ScratchTopic.randomWord(), Optional.of(1), Optional.<Short>empty());
        try (Admin admin = Admin.create(settings)) {
            return denied(
                    "CREATE",
                    () -> admin.createTopics(List.of(wanted), new CreateTopicsOptions().validateOnly(true))
                            .all()
                            .get());
        }
    }

    private Outcome group(Map<String, Object> settings) throws Exception {
        String group = ScratchTopic.PREFIX + ScratchTopic.randomWord();
        try (Admin admin = Admin.create(settings)) {
            return denied(
                    "DESCRIBE group",
                    () -> admin.describeConsumerGroups(List.of(group)).all().get());
        }
    }

    private Outcome cluster(Map<String, Object> settings) throws Exception {
        ConfigResource broker = new ConfigResource(
                ConfigResource.Type.BROKER, cluster.brokers().get(0).idString());
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry("log.cleaner.threads", "1"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(settings)) {
            return Outcome.all(List.of(
                    denied(
                            "DESCRIBE cluster",
                            () -> admin.describeAcls(AclBindingFilter.ANY)
                                    .values()
                                    .get()),
                    denied(
                            "ALTER_CONFIGS cluster",
                            () -> admin.incrementalAlterConfigs(
                                            Map.of(broker, List.of(change)),
                                            new AlterConfigsOptions().validateOnly(true))
                                    .all()
                                    .get())));
        }
    }

    private static Outcome denied(String operation, Attempt attempt) throws InterruptedException {
        try {
            attempt.make();
            return Outcome.fail(operation + ": allowed");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return cause instanceof AuthorizationException
                    ? Outcome.pass(operation + ": " + cause.getClass().getSimpleName())
                    : Outcome.fail(operation + ": not denied, " + cause);
        }
    }
}
