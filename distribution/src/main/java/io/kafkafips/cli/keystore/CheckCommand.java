package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.ssl.store.StoreReview;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keystore check}: what a node would refuse of a store. */
@Command(
        name = "check",
        description =
                "What a node would refuse of a BCFKS store, by the checks of its own start: all of it, not the first thing alone."
                        + " Exit code 1 with a finding.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<store>", description = "BCFKS key store or trust store")
    private Path store;

    @Option(
            names = "--role",
            paramLabel = "<role>",
            defaultValue = "server",
            description = "server: a broker or controller has the key store; client. Default: ${DEFAULT-VALUE}")
    private NodeRole role;

    @Option(
            names = "--profile",
            paramLabel = "<profile>",
            defaultValue = "sp800-52r2",
            converter = ProfileConverter.class,
            description = "sp800-52r2 or strict, as fips.tls.profile has it; default: ${DEFAULT-VALUE}")
    private TlsProfile profile;

    @Option(
            names = "--truststore",
            paramLabel = "<file>",
            description = "BCFKS trust store of the brokers: whether they would accept the certificates of the store")
    private @Nullable Path truststore;

    @Option(
            names = "--truststore-password-file",
            paramLabel = "<file>",
            description = "a file with its password on one line, readable for its owner alone")
    private @Nullable Path trustFile;

    @Option(
            names = "--truststore-password-env",
            paramLabel = "<variable>",
            description =
                    "the name of a variable of the environment with its password; without both it is that of the store")
    private @Nullable String trustVariable;

    @Option(
            names = "--expires-within",
            paramLabel = "<days>",
            description = "a certificate that expires within so many days is a finding")
    private @Nullable Integer expiresWithinDays;

    @Mixin
    private PasswordOptions password;

    @Mixin
    private OutputOptions output;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        Password storePassword = password.of(store).existing();
        StoreContent content = bcfks(store, storePassword);
        List<Refused> findings = new ArrayList<>(content.refused());
        List<X509Certificate> anchors = anchors(storePassword);
        StoreReview review = new StoreReview("store", store.toString(), clock);
        for (StoreEntry entry : content.entries()) {
            findings.addAll(findings(entry, review, anchors));
            findings.addAll(soon(entry));
        }
        if (content.entries().isEmpty() && findings.isEmpty()) {
            findings.add(new Refused("", "expected at least one entry; the store is empty", "make the store anew"));
        }
        output.print(new Report(summary(content, findings), List.of(), Refused.table(findings), true));
        return findings.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private Map<String, @Nullable Object> summary(StoreContent content, List<Refused> findings) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("store", store.toString());
        summary.put("role", role.name().toLowerCase(Locale.ROOT));
        summary.put("profile", profile.setting());
        summary.put("truststore", truststore == null ? null : truststore.toString());
        summary.put("keys", content.entries().stream().filter(StoreEntry::isKey).count());
        summary.put("trusted", content.anchors().size());
        summary.put("found", findings.size());
        return summary;
    }

    private List<Refused> findings(StoreEntry entry, StoreReview review, List<X509Certificate> anchors) {
        List<Refused> findings = new ArrayList<>();
        String alias = entry.alias();
        if (entry.key() == null) {
            review.ofAnchor(alias, entry.leaf()).forEach(each -> findings.add(Refused.of(alias, each)));
            return findings;
        }
        review.ofPair(alias, entry.key(), entry.chain(), role, profile)
                .forEach(each -> findings.add(Refused.of(alias, each)));
        // a weak or expired chain has been told; why it leads to nobody would only repeat it
        if (findings.isEmpty() && !anchors.isEmpty()) {
            review.ofTrust(alias, entry.chain(), anchors, profile)
                    .forEach(each -> findings.add(Refused.of(alias, each)));
        }
        return findings;
    }

    private List<Refused> soon(StoreEntry entry) {
        List<Refused> findings = new ArrayList<>();
        if (expiresWithinDays == null) {
            return findings;
        }
        Instant now = clock.instant();
        for (X509Certificate certificate : entry.chain()) {
            Instant until = certificate.getNotAfter().toInstant();
            if (until.isAfter(now) && until.isBefore(now.plus(Duration.ofDays(expiresWithinDays)))) {
                findings.add(new Refused(
                        entry.alias(),
                        "expected certificates that are valid for " + expiresWithinDays + " more days; "
                                + certificate.getSubjectX500Principal().getName() + " expires at " + until,
                        "renew it"));
            }
        }
        return findings;
    }

    private List<X509Certificate> anchors(Password storePassword) {
        if (truststore == null) {
            return List.of();
        }
        Password trustPassword = new PasswordSource(
                        truststore.toString(), "--truststore-password", trustFile, trustVariable)
                .given()
                .orElse(storePassword);
        List<X509Certificate> anchors = bcfks(truststore, trustPassword).anchors().stream()
                .map(StoreEntry::leaf)
                .toList();
        if (anchors.isEmpty()) {
            throw CommandFailure.usage(truststore + " trusts nobody", "--truststore <store with trusted certificates>");
        }
        return anchors;
    }

    private static StoreContent bcfks(Path file, Password password) {
        StoreReader reader = StoreReader.of(file, true);
        if (!reader.isBcfks()) {
            throw CommandFailure.usage(
                    file + " is no BCFKS store: no node would open it",
                    "kafka-fips keystore convert " + file + " <new store>");
        }
        return reader.read(password, null);
    }
}
