package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Meter;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.ProgressOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.tiered.key.KeyEntry;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeySettings;
import io.kafkafips.tiered.key.TopicKeyAdmin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keys rotate}: new versions of topic keys, or another current root. */
@Command(
        name = "rotate",
        description =
                "Makes a new version of topic keys, which new segments are encrypted under; or says which root key wraps"
                        + " new versions from now on. What is stored stays readable.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RotateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<key>", arity = "0..*", description = "topic keys")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "every topic key that is not shredded")
    private boolean all;

    @Option(
            names = "--older-than",
            paramLabel = "<age>",
            converter = AgeConverter.class,
            description =
                    "only keys whose newest version is older, such as 90d or 12h: done again, it does what is left")
    private @Nullable Duration olderThan;

    @Option(
            names = "--root",
            paramLabel = "<alias>",
            description =
                    "the root key that wraps new versions from now on; what is there stays under its root until rewrap")
    private @Nullable String root;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private ProgressOptions progress;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        boolean someKeys = !names.isEmpty();
        boolean nothing = !someKeys && !all && root == null;
        if (nothing || (someKeys && all)) {
            throw CommandFailure.usage(
                    "it is not clear what to rotate", "rotate <key>..., rotate --all, or rotate --root <alias>");
        }
        KeySettings settings = keys.settings();
        KeyRegistry registry = keys.registry();
        try (KeyService service = keys.service()) {
            String before = RootOption.current(registry, settings);
            String alias = RootOption.of(root, registry, service, settings);
            List<KeyEntry> due = due(registry);
            if (root != null && !dryRun) {
                KeyFailures.told(() -> {
                    registry.setCurrentRoot(alias);
                    return alias;
                });
            }
            List<Change> changes = rotate(
                    due, alias, new TopicKeyAdmin(registry, service, settings.clusterId(), InstantSource.system()));
            Map<String, @Nullable Object> summary = new LinkedHashMap<>();
            summary.put("registry", registry.folder().toString());
            summary.put("dryRun", dryRun);
            summary.put("rootBefore", before.isEmpty() ? null : before);
            summary.put(dryRun ? "rootWouldBe" : "root", alias);
            output.print(new Report(summary, List.of(), Change.table(changes), false));
        }
        return ExitCode.OK;
    }

    private List<KeyEntry> due(KeyRegistry registry) {
        Map<String, KeyEntry> newest = new TreeMap<>();
        if (all) {
            KeyFailures.told(registry::entries)
                    .forEach(entry -> newest.put(entry.ref().key(), entry));
            newest.values().removeIf(KeyEntry::isShredded);
        }
        for (String name : names) {
            newest.put(
                    name,
                    KeyFailures.told(() -> registry.newest(name))
                            .orElseThrow(() -> CommandFailure.usage(
                                    "there is no topic key " + name + " in " + registry.folder(),
                                    "kafka-fips keys create " + name)));
        }
        Instant latest = olderThan == null ? Instant.MAX : Instant.now().minus(olderThan);
        return newest.values().stream()
                .filter(entry -> entry.created().isBefore(latest))
                .toList();
    }

    private List<Change> rotate(List<KeyEntry> due, String alias, TopicKeyAdmin admin) {
        List<Change> changes = new ArrayList<>();
        try (Meter meter = progress.start("keys", due.size())) {
            for (KeyEntry entry : due) {
                String after = "after version " + entry.ref().version() + " of " + entry.created();
                if (dryRun) {
                    changes.add(new Change(
                            "would create", entry.ref().key(), entry.ref().version() + 1, null, alias, after));
                } else {
                    KeyEntry made = KeyFailures.told(() -> admin.rotate(entry, alias));
                    changes.add(Change.of("created", made.ref(), made.root().orElse(null), after));
                }
                meter.accept(1);
            }
        }
        return changes;
    }
}
