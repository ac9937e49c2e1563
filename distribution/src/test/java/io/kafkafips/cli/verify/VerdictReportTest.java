package io.kafkafips.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.cli.CliRun;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class VerdictReportTest {
    private static final VerdictReport REPORT = new VerdictReport(
            "broker:9093",
            List.of(
                    new Verdict(Check.TLS_1_3, Outcome.pass("broker:9093: ServerHello"), Duration.ofMillis(1234)),
                    new Verdict(Check.SUITE_CBC, Outcome.fail("broker:9093: <\"&\u001b>"), Duration.ZERO),
                    new Verdict(Check.DENY_TOPIC, Outcome.skipped("not given"), Duration.ZERO)));

    @TempDir
    private Path folder;

    @Test
    void junit_report_isXmlWithAllThreeResults() throws Exception {
        Path file = folder.resolve("verify.xml");

        new JunitFile(file).write(REPORT);

        Document xml = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readString(file).getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(xml.getDocumentElement().getAttribute("skipped")).isEqualTo("1");
        assertThat(xml.getDocumentElement().getAttribute("time")).isEqualTo("1.234");
        assertThat(xml.getElementsByTagName("failure")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("message")
                        .getNodeValue())
                .isEqualTo("broker:9093: <\"&\\u001b>");
    }

    @Test
    void outcome_ofSeveralTries_oneFailureIsAFailure() {
        assertThat(Outcome.all(List.of(Outcome.pass("a"), Outcome.fail("b"), Outcome.skipped("c"))))
                .isEqualTo(new Outcome(Result.FAIL, List.of("a", "b", "c")));
        assertThat(Outcome.all(List.of(Outcome.skipped("c"), Outcome.pass("a"))).result())
                .isEqualTo(Result.PASS);
        assertThat(Outcome.all(List.of()).result()).isEqualTo(Result.SKIPPED);
    }

    @Test
    void verify_unknownTest_isAUsageErrorWithTheNames() {
        CliRun run = CliRun.of("verify", "--bootstrap-server", "localhost:1", "--only", "suite-rc5");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--only suite-rc5 names no test", "suite-cbc");
    }

    @Test
    void verify_withoutACluster_isAUsageError() {
        CliRun run = CliRun.of("verify");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no cluster is named");
    }
}
