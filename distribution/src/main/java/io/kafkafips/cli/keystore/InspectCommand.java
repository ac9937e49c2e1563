package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keystore inspect}: what a store holds. */
@Command(
        name = "inspect",
        description =
                "What a store holds: every certificate of every entry. JKS, JCEKS and PKCS12 stores are read outside the FIPS"
                        + " module, in a JVM of its own, which hands over no private key. It judges nothing: check does.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InspectCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "alias",
            "kind",
            "number",
            "subject",
            "issuer",
            "serialNumber",
            "key",
            "signature",
            "names",
            "usages",
            "validFrom",
            "validUntil",
            "daysLeft",
            "sha256");

    @Parameters(paramLabel = "<store>", description = "BCFKS, JKS, JCEKS or PKCS12; its type is told by its content")
    private Path store;

    @Mixin
    private PasswordOptions password;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        StoreContent content =
                StoreReader.of(store, false).read(password.of(store).existing(), null);
        Instant now = Clock.systemUTC().instant();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (StoreEntry entry : content.entries()) {
            for (int i = 0; i < entry.chain().size(); i++) {
                rows.add(row(entry, i, now));
            }
        }
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("store", store.toString());
        summary.put("type", content.type());
        summary.put("readBy", content.readBy());
        summary.put("keys", content.entries().stream().filter(StoreEntry::isKey).count());
        summary.put("trusted", content.anchors().size());
        summary.put("others", content.refused().size());
        Table certificates = new Table("certificates", COLUMNS, rows);
        output.print(new Report(summary, details(content), certificates, Report.Form.FACTS));
        return ExitCode.OK;
    }

    private static List<Table> details(StoreContent content) {
        List<List<@Nullable Object>> others = new ArrayList<>();
        content.refused().forEach(each -> others.add(Table.row(each.alias(), each.explanation())));
        return List.of(new Table("otherEntries", List.of("alias", "explanation"), others));
    }

    private static List<@Nullable Object> row(StoreEntry entry, int index, Instant now) {
        X509Certificate certificate = entry.chain().get(index);
        Instant until = certificate.getNotAfter().toInstant();
        List<String> names = CertificateText.names(certificate);
        return Table.row(
                entry.alias(),
                entry.kind(),
                index + 1,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                CertificateText.key(certificate),
                certificate.getSigAlgName(),
                names.isEmpty() ? null : names,
                CertificateText.usages(certificate),
                certificate.getNotBefore().toInstant().toString(),
                until.toString(),
                Duration.between(now, until).toDays(),
                CertificateText.sha256(certificate));
    }
}
