package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Something about an entry that cannot be accepted.
 *
 * @param alias which entry
 * @param explanation what was seen and what is expected
 * @param remedy what to do
 */
record Refused(String alias, String explanation, String remedy) {
    private static final String REFUSED = " is refused: ";
    private static final String REMEDY = ". Remedy: ";

    /** What a check of the TLS engine says; the store, which it names first, is told once for all. */
    static Refused of(String alias, ConfigException finding) {
        String message = String.valueOf(finding.getMessage());
        int start = message.indexOf(REFUSED);
        int remedy = message.lastIndexOf(REMEDY);
        int from = start < 0 ? 0 : start + REFUSED.length();
        return remedy < from
                ? new Refused(alias, message.substring(from), "make a new key and certificate")
                : new Refused(alias, message.substring(from, remedy), message.substring(remedy + REMEDY.length()));
    }

    static Table table(List<Refused> all) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        all.forEach(each -> rows.add(Table.row(each.alias, each.explanation, each.remedy)));
        return new Table("findings", List.of("alias", "explanation", "remedy"), rows);
    }
}
