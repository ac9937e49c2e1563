package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.OutputOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keystore convert}: a BCFKS store of a JKS, JCEKS or PKCS12 store. */
@Command(
        name = "convert",
        description =
                "Makes a BCFKS store of a JKS, JCEKS or PKCS12 store, or of a BCFKS store under another password: private keys"
                        + " with their chains and trusted certificates, under the same aliases. The old store is read outside the"
                        + " FIPS module, in a JVM of its own, and stays as it is; the module writes the new one.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConvertCommand implements Callable<Integer> {
    private static final String SOURCE = "--source-password";
    private static final String SOURCE_KEY = "--source-key-password";

    @Parameters(index = "0", paramLabel = "<old store>", description = "its type is told by its content")
    private Path old;

    @Parameters(index = "1", paramLabel = "<store>", description = "the new BCFKS file")
    private Path store;

    @Option(
            names = "--alias",
            paramLabel = "<name>",
            description = "take this entry alone; can be given several times. Default: all")
    private List<String> aliases = List.of();

    @Option(
            names = "--skip-refused",
            description =
                    "leave out the entries that no node would accept, and write the others; exit code 1 all the same")
    private boolean skipRefused;

    @Option(
            names = "--source-password-file",
            paramLabel = "<file>",
            description = "a file with the old store's password on one line, readable for its owner alone")
    private @Nullable Path sourceFile;

    @Option(
            names = "--source-password-env",
            paramLabel = "<variable>",
            description =
                    "the name of a variable of the environment with the old store's password. Without both a terminal asks")
    private @Nullable String sourceVariable;

    @Option(
            names = "--source-key-password-file",
            paramLabel = "<file>",
            description = "the same for the password of the keys, where it differs from the old store's")
    private @Nullable Path sourceKeyFile;

    @Option(
            names = "--source-key-password-env",
            paramLabel = "<variable>",
            description = "the same, as the name of a variable of the environment")
    private @Nullable String sourceKeyVariable;

    @Mixin
    private NewStoreOptions target;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        NewStore made = target.begin(store);
        StoreReader reader = StoreReader.of(old, true);
        Password sourcePassword = new PasswordSource(old.toString(), SOURCE, sourceFile, sourceVariable).existing();
        PasswordSource ofKeys = new PasswordSource("the keys of " + old, SOURCE_KEY, sourceKeyFile, sourceKeyVariable);
        Password newPassword = target.password(store);
        StoreContent content = reader.read(sourcePassword, ofKeys.given().orElse(null));
        requireAliases(content);
        made.refuse(content.refused().stream()
                .filter(each -> isWanted(each.alias()))
                .toList());
        content.entries().stream().filter(each -> isWanted(each.alias())).forEach(made::add);
        made.write(newPassword, skipRefused);
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("oldStore", old.toString());
        summary.put("oldType", content.type());
        summary.put("readBy", content.readBy());
        output.print(made.report(summary));
        return made.exitCode();
    }

    private boolean isWanted(String alias) {
        return aliases.isEmpty() || aliases.contains(alias);
    }

    private void requireAliases(StoreContent content) {
        TreeSet<String> known =
                content.entries().stream().map(StoreEntry::alias).collect(Collectors.toCollection(TreeSet::new));
        content.refused().forEach(each -> known.add(each.alias()));
        if (known.isEmpty()) {
            throw CommandFailure.usage(
                    old + " has no entry that Java knows",
                    "certificates of a PKCS12 store that OpenSSL made are not marked as trusted: take them out with"
                            + " openssl pkcs12 -nokeys, then kafka-fips keystore create --trust");
        }
        for (String alias : aliases) {
            if (!known.contains(alias)) {
                throw CommandFailure.usage(old + " has no entry " + alias, "--alias <one of " + known + ">");
            }
        }
    }
}
