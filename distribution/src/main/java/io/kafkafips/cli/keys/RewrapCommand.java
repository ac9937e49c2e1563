package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Meter;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.ProgressOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.tiered.key.KeyEntry;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyRegistryException;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.KeySettings;
import io.kafkafips.tiered.key.TopicKeyAdmin;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka-fips keys rewrap}: every topic key under another root key, so that the old root can go. */
@Command(
        name = "rewrap",
        description =
                "Wraps every version of every topic key under the current root key, or another one. Touches the registry"
                        + " alone, no stored object. Broken off, it is run again and does what is left. Exit code 1 when a version could not be"
                        + " wrapped.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RewrapCommand implements Callable<Integer> {
    @Option(names = "--to", paramLabel = "<alias>", description = "the root key; default: the current one")
    private @Nullable String to;

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
        KeySettings settings = keys.settings();
        KeyRegistry registry = keys.registry();
        try (KeyService service = keys.service()) {
            String alias = RootOption.of(to, registry, service, settings);
            List<KeyEntry> alive = KeyFailures.told(registry::entries).stream()
                    .filter(entry -> !entry.isShredded())
                    .toList();
            List<KeyEntry> due = alive.stream()
                    .filter(entry -> !entry.root().orElse("").equals(alias))
                    .toList();
            List<Change> changes = rewrap(
                    due, alias, new TopicKeyAdmin(registry, service, settings.clusterId(), InstantSource.system()));
            long failed = changes.stream()
                    .filter(change -> change.outcome().equals("failed"))
                    .count();
            print(registry, alias, alive.size() - due.size(), failed, changes);
            return failed == 0 ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    private List<Change> rewrap(List<KeyEntry> due, String alias, TopicKeyAdmin admin) {
        List<Change> changes = new ArrayList<>();
        try (Meter meter = progress.start("keys", due.size())) {
            for (KeyEntry entry : due) {
                changes.add(rewrap(entry, alias, admin));
                meter.accept(1);
            }
        }
        return changes;
    }

    /** One that fails does not keep the others from it. */
    private Change rewrap(KeyEntry entry, String alias, TopicKeyAdmin admin) {
        String from = entry.root().orElse(null);
        if (dryRun) {
            return Change.of("would rewrap", entry.ref(), alias, "from " + from);
        }
        try {
            admin.rewrap(entry, alias);
            return Change.of("rewrapped", entry.ref(), alias, "from " + from);
        } catch (KeyServiceException | KeyRegistryException e) {
            return Change.of("failed", entry.ref(), from, e.getMessage());
        }
    }

    private void print(KeyRegistry registry, String alias, long kept, long failed, List<Change> changes) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("registry", registry.folder().toString());
        summary.put("dryRun", dryRun);
        summary.put("root", alias);
        summary.put("underItBefore", kept);
        summary.put("found", failed);
        output.print(new Report(summary, List.of(), Change.table(changes), false));
    }
}
