package io.kafkafips.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/verify.md} has the tests as the code has them; {@code -Dkafkafips.write.docs=true} writes its table anew. */
class VerifyPageTest {
    private static final Path PAGE = Path.of(System.getProperty("kafkafips.root"), "docs", "verify.md");
    private static final String HEAD = "| test | passes when | control |\n|---|---|---|\n";

    @Test
    void verifyMd_asCheckedIn_hasTheTableOfTheCode() throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(HEAD) + HEAD.length();
        String generated = page.substring(0, begin) + rows() + page.substring(page.indexOf("\n## ", begin));

        if (Boolean.getBoolean("kafkafips.write.docs")) {
            Files.writeString(PAGE, generated);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/verify.md is stale: run ./mvnw -pl distribution -am verify -Dkafkafips.write.docs=true")
                .isEqualTo(generated);
    }

    private static String rows() {
        return Arrays.stream(Check.values())
                .map(check -> "| `" + check.id() + "` | " + check.shows() + " | " + check.control() + " |\n")
                .collect(Collectors.joining());
    }
}
