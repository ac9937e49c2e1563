package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.acl.AclOptions;
import io.kafkafips.cli.audit.RuleUsage;
import io.kafkafips.cli.certificate.BrokerOptions;
import io.kafkafips.cli.certificate.CertificateFolder;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka-fips acl-review}: ACLs that a reviewer should look at, each with the command that removes it. */
@Command(
        name = "acl-review",
        description =
                "Reviews the ACLs of a cluster: wildcard and super-user grants, shadowed and duplicate rules, rules that"
                        + " nobody can claim, unused rules. Prints the command that removes each and runs none. Exit code 1 with"
                        + " findings.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AclReviewCommand implements Callable<Integer> {
    @Mixin
    private AclOptions acls;

    @Option(
            names = "--audit",
            paramLabel = "<folder>",
            description = "audit files of all brokers and controllers, to find unused rules")
    private @Nullable Path audit;

    @Option(
            names = "--unused-for",
            paramLabel = "<days>",
            description = "with --audit: a rule whose last use is longer ago counts as unused too")
    private @Nullable Integer unusedForDays;

    @Option(
            names = "--certificates",
            paramLabel = "<folder>",
            description = "certificates of all clients, to find rules that none of them can claim")
    private @Nullable Path certificates;

    @Option(
            names = "--any-host",
            description = "list rules, too, whose only wildcard is the host; kafka-acls.sh makes them by default")
    private boolean anyHost;

    @Mixin
    private BrokerOptions broker;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<AclRule> rules = acls.rules();
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("source", acls.source());
        summary.put("acls", rules.size());
        Set<Finding> findings =
                new TreeSet<>(Comparator.comparing(Finding::kind).thenComparing(Finding::subject));
        for (AclCheck check : checks(rules, summary)) {
            findings.addAll(check.findings(rules));
        }
        summary.put("found", findings.size());
        output.print(new Report(summary, List.of(), new FindingTable(acls.kafkaAcls()).of(findings), true));
        return findings.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private List<AclCheck> checks(List<AclRule> rules, Map<String, @Nullable Object> summary) {
        List<AclCheck> checks = new ArrayList<>(List.of(
                new SuperUserCheck(broker.server()),
                new WildcardCheck(anyHost),
                new RedundancyCheck(),
                new HostCheck()));
        checks.add(new ClaimCheck(certificates == null ? null : claimable(certificates, summary)));
        if (audit != null) {
            RuleUsage usage = RuleUsage.read(audit);
            UsageCheck check = usageCheck(usage);
            checks.add(check);
            summarise(usage, check.notJudged(rules), summary);
        }
        return checks;
    }

    private Set<String> claimable(Path folder, Map<String, @Nullable Object> summary) {
        CertificateFolder known =
                CertificateFolder.read(folder, broker.view(), Clock.systemUTC().instant());
        summary.put("certificates", known.certificates());
        summary.put("certificatesRefused", known.others() == 0 ? null : known.others());
        return known.principals();
    }

    private UsageCheck usageCheck(RuleUsage usage) {
        boolean dataAudited = usage.dataRequestsSeen()
                || broker.server()
                        .all()
                        .getOrDefault("audit.allowed", "")
                        .trim()
                        .equals("all");
        Instant usedBefore = unusedForDays == null
                ? Instant.MIN
                : Clock.systemUTC().instant().minus(Duration.ofDays(unusedForDays));
        return new UsageCheck(usage, dataAudited, usedBefore);
    }

    private static void summarise(RuleUsage usage, long notJudged, Map<String, @Nullable Object> summary) {
        summary.put("auditFrom", usage.from() == null ? null : String.valueOf(usage.from()));
        summary.put("auditUntil", usage.until() == null ? null : String.valueOf(usage.until()));
        summary.put("auditDecisions", usage.events());
        summary.put("auditUnreadableLines", usage.unreadableLines() == 0 ? null : usage.unreadableLines());
        summary.put(
                "useUnknown",
                notJudged == 0
                        ? null
                        : notJudged
                                + " rules: their use is audited with audit.allowed=all alone, and the files have none");
    }
}
