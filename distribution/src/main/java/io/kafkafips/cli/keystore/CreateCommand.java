package io.kafkafips.cli.keystore;

import io.kafkafips.cli.certificate.CertificateFile;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.ssl.store.PemPair;
import io.kafkafips.ssl.store.StoreFile;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keystore create}: a BCFKS store of PEM files. */
@Command(
        name = "create",
        description =
                "Makes a BCFKS store of PEM files: a private key with its certificates, trusted certificates, or both."
                        + " What no node would accept is refused, and then nothing is written.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CreateCommand implements Callable<Integer> {
    private static final String KEY_PASSWORD = "--key-password";

    @Parameters(paramLabel = "<store>", description = "the new BCFKS file")
    private Path store;

    @Option(
            names = "--key",
            paramLabel = "<file>",
            description = "PEM file with the private key (PKCS#8), and its certificates when --chain is not given")
    private @Nullable Path key;

    @Option(
            names = "--chain",
            paramLabel = "<file>",
            description = "PEM file with the certificates of the key, the leaf first, without the root")
    private @Nullable Path chain;

    @Option(
            names = "--alias",
            paramLabel = "<name>",
            defaultValue = "kafka",
            description = "name of the key in the store; default: ${DEFAULT-VALUE}")
    private String alias;

    @Option(
            names = "--trust",
            paramLabel = "<file>",
            description = "PEM or DER file with trusted certificates; can be given several times")
    private List<Path> trust = List.of();

    @Option(
            names = "--key-password-file",
            paramLabel = "<file>",
            description = "a file with the password of an encrypted --key on one line, readable for its owner alone")
    private @Nullable Path keyPasswordFile;

    @Option(
            names = "--key-password-env",
            paramLabel = "<variable>",
            description = "the name of a variable of the environment with the password of an encrypted --key")
    private @Nullable String keyPasswordVariable;

    @Mixin
    private NewStoreOptions target;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        if (key == null && trust.isEmpty()) {
            throw CommandFailure.usage(
                    "nothing to put into the store", "--key <PEM file>, --trust <PEM file>, or both");
        }
        NewStore made = target.begin(store);
        if (key != null) {
            PemPair pair = pair(key);
            made.add(StoreEntry.pair(alias, pair.key(), pair.chain()));
        }
        int number = 1;
        for (Path file : trust) {
            for (X509Certificate certificate : CertificateFile.read(file).chain()) {
                made.add(StoreEntry.trusted("ca-" + number++, certificate));
            }
        }
        if (made.isSound()) {
            made.write(target.password(store), false);
        }
        output.print(made.report(new LinkedHashMap<>()));
        return made.exitCode();
    }

    private PemPair pair(Path file) {
        PasswordSource source = new PasswordSource(file.toString(), KEY_PASSWORD, keyPasswordFile, keyPasswordVariable);
        try {
            String text = StoreFile.read("--key", file.toString()).text();
            if (chain != null) {
                text += "\n" + StoreFile.read("--chain", chain.toString()).text();
            }
            return PemPair.parse(text, "--key", file.toString(), source.given(), KEY_PASSWORD + "-file");
        } catch (ConfigException e) {
            throw CommandFailure.refused(e, "--key <PEM file>");
        }
    }
}
