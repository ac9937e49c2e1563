package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.settings.IdConverter;
import io.kafkafips.tiered.key.KeyEntry;
import io.kafkafips.tiered.key.KeyRef;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeySettings;
import io.kafkafips.tiered.key.KeyTopic;
import io.kafkafips.tiered.key.TopicKeyAdmin;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keys create}: the first version of a topic key. */
@Command(
        name = "create",
        description =
                "Makes the first version of a topic key in the registry, wrapped under the current root. A key that is"
                        + " there already stays as it is.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CreateCommand implements Callable<Integer> {
    private static final String TOPIC_ID = "{topic-id}";

    @Parameters(
            paramLabel = "<key>",
            description = "its name as in rsm.config.keys.topics; " + TOPIC_ID + " in it stands for --topic-id")
    private String key;

    @Option(
            names = "--topic-id",
            paramLabel = "<id>",
            converter = IdConverter.class,
            description = "the key is for this topic alone; required where its name has " + TOPIC_ID)
    private @Nullable Uuid topicId;

    @Option(names = "--topic", paramLabel = "<name>", description = "the topic's name, for operators")
    private @Nullable String topic;

    @Option(
            names = "--root",
            paramLabel = "<alias>",
            description = "the root key that wraps it; default: the current one")
    private @Nullable String root;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        String name = name();
        KeySettings settings = keys.settings();
        KeyRegistry registry = keys.registry();
        try (KeyService service = keys.service()) {
            String alias = RootOption.of(root, registry, service, settings);
            output.print(new Report(
                    Map.of("registry", registry.folder().toString(), "dryRun", dryRun),
                    List.of(),
                    Change.table(List.of(created(name, alias, settings, registry, service))),
                    false));
        }
        return ExitCode.OK;
    }

    private Change created(String name, String alias, KeySettings settings, KeyRegistry registry, KeyService service) {
        Optional<KeyEntry> newest = KeyFailures.told(() -> registry.newest(name));
        if (newest.isPresent()) {
            if (newest.get().isShredded()) {
                throw CommandFailure.usage(
                        "the topic key " + name + " was shredded",
                        "kafka-fips keys rotate " + name + ", for a new version");
            }
            return Change.of(
                    "was there", newest.get().ref(), newest.get().root().orElse(null), null);
        }
        if (dryRun) {
            return new Change("would create", name, 1, null, alias, null);
        }
        TopicKeyAdmin admin = new TopicKeyAdmin(registry, service, settings.clusterId(), InstantSource.system());
        KeyTopic forTopic = topicId == null ? KeyTopic.NONE : new KeyTopic(topicId, topic == null ? "" : topic);
        KeyEntry made = KeyFailures.told(() -> admin.create(name, forTopic, alias));
        return Change.of("created", made.ref(), made.root().orElse(null), null);
    }

    private String name() {
        if (key.contains(TOPIC_ID) && topicId == null) {
            throw CommandFailure.usage(key + " is a key for each topic", "--topic-id <id of the topic>");
        }
        String name = topicId == null ? key : key.replace(TOPIC_ID, KeyTopic.hex(topicId));
        if (!KeyRef.isName(name)) {
            throw CommandFailure.usage(
                    name + " is no name of a topic key",
                    "lower case letters, digits, dots, underscores and hyphens, at most 64");
        }
        if (topicId != null && !name.contains(KeyTopic.hex(topicId))) {
            throw CommandFailure.usage(
                    "brokers use a key for one topic alone only where its name has the topic's id",
                    "create <name>." + TOPIC_ID + " --topic-id <id>, or leave --topic-id out");
        }
        return name;
    }
}
