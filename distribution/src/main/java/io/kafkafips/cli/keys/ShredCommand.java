package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.Confirmation;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.tiered.key.KeyEntry;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeySettings;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kafka-fips keys shred}: destroys a topic key, and with it everything that is stored under it. */
@Command(
        name = "shred",
        description =
                "Destroys a topic key in the registry, or one version of it: what is stored under it becomes unreadable"
                        + " for good, on every broker. Deleting segments still works. Needs no key service. Copies and backups of the"
                        + " registry keep the key: destroy them, or the root key, as well.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShredCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "<key[/version]>",
            converter = KeyName.Converter.class,
            description = "the topic key, all of its versions; or one version, such as orders/3")
    private KeyName key;

    @Option(names = "--store", paramLabel = "<folder>", description = "a store, to count what becomes unreadable")
    private @Nullable Path store;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        KeySettings settings = keys.settings();
        KeyRegistry registry = keys.registry();
        List<KeyEntry> chosen = chosen(registry);
        StoreUsage usage = store == null ? StoreUsage.UNKNOWN : StoreUsage.of(store);
        if (!dryRun && chosen.stream().anyMatch(entry -> !entry.isShredded())) {
            confirm(chosen, usage);
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Change> changes = new ArrayList<>();
        for (KeyEntry entry : chosen) {
            changes.add(shred(registry, entry, usage, now));
        }
        output.print(new Report(summary(registry, settings, now), List.of(), Change.table(changes), false));
        return ExitCode.OK;
    }

    private List<KeyEntry> chosen(KeyRegistry registry) {
        List<KeyEntry> chosen = KeyFailures.told(() -> registry.entries(key.key())).stream()
                .filter(entry -> key.covers(entry.ref()))
                .toList();
        if (chosen.isEmpty()) {
            throw CommandFailure.usage(
                    "there is no topic key " + key + " in " + registry.folder(),
                    "kafka-fips keys status shows what there is");
        }
        return chosen;
    }

    private void confirm(List<KeyEntry> chosen, StoreUsage usage) {
        if (yes) {
            return;
        }
        if (!Confirmation.isPossible()) {
            throw CommandFailure.usage("nobody is there to be asked whether " + key + " is to be destroyed", "--yes");
        }
        String question = "This destroys " + (chosen.size() == 1 ? "one version" : chosen.size() + " versions")
                + " of a topic key for good" + usage.inWords(chosen) + ". Type " + key + " to go on:";
        InputStreamReader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        if (!new Confirmation(in, command.commandLine().getErr()).typed(question, key.toString())) {
            throw CommandFailure.usage("another name was typed: nothing was done", "type " + key);
        }
    }

    /** One that is shredded already is shredded again: that finishes what was broken off. */
    private Change shred(KeyRegistry registry, KeyEntry entry, StoreUsage usage, Instant now) {
        String note = usage.note(entry.ref());
        if (dryRun) {
            return Change.of(entry.isShredded() ? "was shredded" : "would shred", entry.ref(), null, note);
        }
        KeyFailures.told(() -> registry.shred(entry.ref(), now));
        return Change.of(entry.isShredded() ? "was shredded" : "shredded", entry.ref(), null, note);
    }

    private Map<String, @Nullable Object> summary(KeyRegistry registry, KeySettings settings, Instant now) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("registry", registry.folder().toString());
        summary.put("dryRun", dryRun);
        summary.put(
                "unreadableFrom",
                now + " on brokers that see the registry, within "
                        + settings.refreshInterval().toMillis() + " ms");
        summary.put("unreadableAtTheLatest", now.plus(settings.cache().maxAge()).toString());
        summary.put("assumed", keys.isBrokerKnown() ? null : "the brokers' defaults: --server-properties is not given");
        return summary;
    }
}
