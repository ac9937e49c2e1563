package io.kafkafips.cli.review;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.acl.KafkaAcls;
import io.kafkafips.cli.output.Table;
import io.kafkafips.cli.review.Finding.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Findings as rows, each with the command that removes its ACL. The commands can be run together: a rule that rests upon another one
 * has none while that other one is found, too. Who removed both, the wildcard and what it shadows, would take away access that
 * nobody meant.
 */
final class FindingTable {
    private static final List<String> COLUMNS =
            List.of("finding", "subject", "explanation", "because", "command", "remedy");
    private static final Set<Kind> RELATIVE = EnumSet.of(Kind.SHADOWED, Kind.DENIED);
    private static final String NO_WORDS = "kafka-acls.sh cannot name this rule: remove it with AdminClient.deleteAcls";
    private static final String LATER = "that rule is found above or below: decide about it first, then review again";

    private final KafkaAcls kafkaAcls;

    FindingTable(KafkaAcls kafkaAcls) {
        this.kafkaAcls = kafkaAcls;
    }

    Table of(Collection<Finding> findings) {
        Set<AclRule> inQuestion = new HashSet<>();
        for (Finding finding : findings) {
            if (finding.rule() != null && !RELATIVE.contains(finding.kind())) {
                inQuestion.add(finding.rule());
            }
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        findings.forEach(finding -> rows.add(row(finding, inQuestion)));
        return new Table("findings", COLUMNS, rows);
    }

    private List<@Nullable Object> row(Finding finding, Set<AclRule> inQuestion) {
        AclRule rule = finding.rule();
        String command = null;
        String remedy = finding.remedy();
        if (rule != null) {
            boolean later = RELATIVE.contains(finding.kind())
                    && finding.because().stream().anyMatch(inQuestion::contains);
            command = later ? null : kafkaAcls.remove(rule);
            remedy = later ? LATER : command == null ? NO_WORDS : null;
        }
        List<String> because = finding.because().stream().map(AclRule::reason).toList();
        return Table.row(
                finding.kind().label(),
                finding.subject(),
                finding.explanation(),
                because.isEmpty() ? null : because,
                command,
                remedy);
    }
}
