package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.key.KeystoreSettings;
import io.kafkafips.tiered.tool.RootKeystore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keys create-root}: a new root key in the BCFKS keystore. */
@Command(
        name = "create-root",
        description =
                "Makes an AES-256 root key in the BCFKS keystore, and the keystore when it is missing. It wraps nothing"
                        + " until rotate --root says so.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CreateRootCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<alias>", description = "the name of the root key, such as root-2026")
    private String alias;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Mixin
    private KeyOptions keys;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        KeystoreSettings settings = keys.keystore();
        RootKeystore keystore = open(settings);
        if (keystore.aliases().contains(alias)) {
            throw CommandFailure.usage(
                    settings.location() + " has a key " + alias + " already", "create-root <another alias>");
        }
        if (!dryRun) {
            try {
                keystore.create(alias);
            } catch (IOException e) {
                throw CommandFailure.usage(
                        settings.location() + " cannot be written", "a folder where you may write", e);
            }
        }
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("keystore", settings.location().toString());
        summary.put("dryRun", dryRun);
        summary.put("next", "kafka-fips keys rotate --root " + alias + ", once every broker has the keystore");
        List<List<@Nullable Object>> rows = List.of(
                Table.row(dryRun ? "would create" : "created", alias, keystore.isNew() ? "with the keystore" : null));
        output.print(
                new Report(summary, List.of(), new Table("roots", List.of("outcome", "root", "note"), rows), false));
        return ExitCode.OK;
    }

    private static RootKeystore open(KeystoreSettings settings) {
        try {
            return RootKeystore.open(settings);
        } catch (ConfigException e) {
            throw CommandFailure.refused(e, "--keystore <BCFKS file>");
        }
    }
}
