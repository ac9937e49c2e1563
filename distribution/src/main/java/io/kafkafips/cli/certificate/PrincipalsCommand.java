package io.kafkafips.cli.certificate;

import io.kafkafips.authorizer.identity.PrincipalRules;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.ShellWord;
import io.kafkafips.cli.output.Table;
import io.kafkafips.commons.x509.CertificateFacts;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips principals}: what ACLs can say about a certificate. */
@Command(
        name = "principals",
        description =
                "What ACLs can say about a certificate, with the option of kafka-acls.sh for each, its chain and its"
                        + " validity. Exit code 1 when it is not valid now.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PrincipalsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<certificate>", description = "PEM file, the leaf first, or DER file")
    private Path file;

    @Mixin
    private BrokerOptions broker;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        CertificateFile certificate = CertificateFile.read(file);
        Client client = broker.view().client(certificate);
        ChainCheck check = ChainCheck.of(certificate.chain(), Clock.systemUTC());
        output.print(new Report(
                summary(certificate, client, check),
                List.of(chain(certificate.chain())),
                principals(client.names()),
                false));
        return check.problems().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private static Map<String, @Nullable Object> summary(CertificateFile certificate, Client client, ChainCheck check) {
        CertificateFacts facts = certificate.facts();
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("subject", facts.subject());
        summary.put("issuer", facts.issuer());
        summary.put("serialNumber", facts.serialNumber().toString(16));
        summary.put("sha256", facts.sha256());
        summary.put("validFrom", facts.notBefore().toString());
        summary.put("validUntil", facts.notAfter().toString());
        summary.put("validNow", check.problems().isEmpty());
        summary.put("trustAnchor", client.trustAnchor());
        summary.put("problems", check.problems().isEmpty() ? null : check.problems());
        return summary;
    }

    private static Table chain(List<X509Certificate> chain) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate certificate = chain.get(i);
            rows.add(Table.row(
                    i + 1,
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getNotAfter().toInstant().toString()));
        }
        return new Table("chain", List.of("number", "subject", "validUntil"), rows);
    }

    private static Table principals(List<String> names) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String name : names) {
            boolean expressible = name.trim().equals(name) && ShellWord.isArgument(name);
            String option = expressible ? "--allow-principal " + ShellWord.of(name) : null;
            rows.add(Table.row(
                    name, option, expressible ? note(name) : "kafka-acls.sh cannot name it: AdminClient only"));
        }
        return new Table("principals", List.of("principal", "option", "note"), rows);
    }

    private static @Nullable String note(String name) {
        if (name.equals(KafkaPrincipal.ANONYMOUS.toString())) {
            return "certificate.principal.rules give this trust anchor nothing";
        }
        String type = name.substring(0, name.indexOf(':'));
        return PrincipalRules.GROUP_TYPES.contains(type) ? "shared by many certificates" : null;
    }
}
