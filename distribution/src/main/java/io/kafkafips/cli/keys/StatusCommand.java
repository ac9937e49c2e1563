package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeySettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka-fips keys status}: every topic key, and whether it can be used. */
@Command(
        name = "status",
        description =
                "Shows every version of every topic key: age, state, root key; with a key service, whether it opens;"
                        + " with --store, what is stored under it. Exit code 1 when something is wrong.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StatusCommand implements Callable<Integer> {
    @Option(
            names = "--store",
            paramLabel = "<folder>",
            description = "a store, to count what is stored under each version")
    private @Nullable Path store;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        KeySettings settings = keys.settings();
        KeyRegistry registry = keys.registry();
        StoreUsage usage = store == null ? StoreUsage.UNKNOWN : StoreUsage.of(store);
        KeyReview review;
        if (keys.hasService()) {
            try (KeyService service = keys.service()) {
                review = KeyReview.of(registry, settings, usage, service, Instant.now());
            }
        } else {
            review = KeyReview.of(registry, settings, usage, null, Instant.now());
        }
        print(registry, settings, review);
        return review.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private void print(KeyRegistry registry, KeySettings settings, KeyReview review) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("registry", registry.folder().toString());
        summary.put("root", review.root().isEmpty() ? null : review.root());
        summary.put("keys", review.keyCount());
        summary.put("versions", review.versions().size());
        summary.put("ageLimitDays", settings.limits().age().toDays());
        summary.put("assumed", keys.isBrokerKnown() ? null : "the brokers' limits: --server-properties is not given");
        summary.put("notChecked", keys.hasService() ? null : "whether keys open: no key service is named");
        summary.put("found", review.findings().size());
        List<Table> details = List.of(review.rootTable(), review.findingTable());
        output.print(new Report(summary, details, review.versionTable(), false));
    }
}
