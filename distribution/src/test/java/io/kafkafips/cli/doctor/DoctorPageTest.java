package io.kafkafips.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/doctor.md} is what the checks declare; {@code -Dkafkafips.write.docs=true} writes it anew. */
class DoctorPageTest {
    private static final Path FILE = Path.of(System.getProperty("kafkafips.root"), "docs", "doctor.md");
    private static final String HEADING = "## All findings\n";

    @Test
    void doctorMd_asCheckedIn_hasEveryRule() throws Exception {
        String page = Files.readString(FILE);
        String generated = page.substring(0, page.indexOf(HEADING)) + HEADING + table();

        if (Boolean.getBoolean("kafkafips.write.docs")) {
            Files.writeString(FILE, generated);
        }

        assertThat(Files.readString(FILE))
                .as("docs/doctor.md is stale: run ./mvnw -pl distribution -am verify -Dkafkafips.write.docs=true")
                .isEqualTo(generated);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""

                Generated from the code by `DoctorPageTest`; do not edit below the heading. Controls are of NIST SP 800-53 revision 5; other publications are named.

                | id | severity | what is found | needs | control |
                |---|---|---|---|---|
                """);
        for (Check check : Checks.all(Duration.ofDays(30)).known()) {
            check.rules().forEach(rule -> row(table, rule, check.needs()));
        }
        row(table, Checks.FAILED, "nothing");
        return table.toString();
    }

    private static void row(StringBuilder table, Rule rule, String needs) {
        table.append("| `")
                .append(rule.id())
                .append("` | ")
                .append(rule.severity().label())
                .append(" | ")
                .append(rule.title())
                .append(" | ")
                .append(needs)
                .append(" | ")
                .append(rule.controls())
                .append(" |\n");
    }
}
