package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.verify.Finding.Kind;
import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves behind, at every byte and between every two steps, and how the next start and the verifier take it. */
class CrashTest {
    /** Every byte around a line's end is tried, and every so many in between. */
    private static final int STEP = 31;

    @TempDir
    private Path parent;

    private TestTrail test;
    private byte[] stateOfFile1 = {};
    private byte[] stateWhileOpen = {};

    /** A closed file 1, and file 2 as it is while it is being written. */
    @BeforeEach
    void crashedTrail() throws Exception {
        test = new TestTrail(parent).run("a", 3);
        stateOfFile1 = Files.readAllBytes(test.state());
        try (AuditTrail trail = test.open()) {
            stateWhileOpen = Files.readAllBytes(test.state());
            trail.append(1, TestFacts.allowed("b-0"));
            trail.append(2, TestFacts.allowed("b-1"));
        }
        List<String> lines = test.lines(2);
        test.write(2, lines.subList(0, 3));
        Files.write(test.state(), stateWhileOpen);
    }

    @Test
    void open_cutAnywhereAfterTheFirstLine_isACrashAndNoTampering() throws Exception {
        byte[] whole = Files.readAllBytes(test.file(2));
        int firstLine = test.lines(2).get(0).length() + 1;
        for (int length = firstLine; length <= whole.length; length += atLineEnd(whole, length) ? 1 : STEP) {
            Files.write(test.file(2), Arrays.copyOf(whole, length));
            test.run("c", 1);

            Verification result = test.verify();
            assertThat(result.findings()).as("cut at byte %d", length).isEmpty();
            assertThat(result.trails().get(0).crashes()).isEqualTo(1);
            assertThat(result.trails().get(0).ending()).isEqualTo(TrailReport.Ending.CLOSED);
            Files.delete(test.file(3));
            Files.write(test.state(), stateWhileOpen);
        }
    }

    private static boolean atLineEnd(byte[] whole, int length) {
        int from = Math.max(0, length - 2);
        int to = Math.min(whole.length, length + STEP);
        return new String(whole, from, to - from, StandardCharsets.ISO_8859_1).contains("\n");
    }

    @Test
    void verify_beforeTheNextStart_isAnOpenOrTornEnd() throws Exception {
        assertThat(test.verify().findings()).isEmpty();
        assertThat(test.verify().trails().get(0).ending()).isEqualTo(TrailReport.Ending.OPEN);

        Files.writeString(test.file(2), Files.readString(test.file(2)) + "{\"specv");
        assertThat(test.verify().findings()).isEmpty();
        assertThat(test.verify().trails().get(0).ending()).isEqualTo(TrailReport.Ending.TORN);
    }

    @Test
    void open_halfALine_staysWhereItIsAndIsNamedInTheNextFile() throws Exception {
        Files.writeString(test.file(2), Files.readString(test.file(2)) + "{\"specv");
        byte[] torn = Files.readAllBytes(test.file(2));

        test.run("c", 1);

        assertThat(Files.readAllBytes(test.file(2))).isEqualTo(torn);
        assertThat(test.lines(3).get(0)).contains("\"end\":\"crash\"", "\"tornBytes\":7");
    }

    @Test
    void verify_halfALineChangedAfterTheNextStart_isFound() throws Exception {
        Files.writeString(test.file(2), Files.readString(test.file(2)) + "{\"specv");
        test.run("c", 1);
        Files.writeString(test.file(2), Files.readString(test.file(2)).replace("{\"specv\n", "") + "x");

        assertThat(test.verify().findings()).extracting("kind").contains(Kind.TRUNCATED);
    }

    @Test
    void verify_linesCutOffAfterTheNextStart_isFound() throws Exception {
        test.run("c", 1);
        test.write(2, test.lines(2).subList(0, 2));

        assertThat(test.verify().findings()).extracting("kind").contains(Kind.MISSING_LINES);
    }

    /** Between the appearance of file 2 and the state file that names it. */
    @Test
    void open_newestFileNotYetInTheState_makesItAgain() throws Exception {
        restoreStateOfFile1();
        test.write(2, test.lines(2).subList(0, 1));
        assertThat(test.verify().findings()).isEmpty();

        test.run("c", 2);

        Verification result = test.verify();
        assertThat(result.findings()).isEmpty();
        assertThat(result.trails().get(0).events()).isEqualTo(5);
        assertThat(result.trails().get(0).lastFile()).isEqualTo(2);
    }

    /** Before file 2 was moved to its place. */
    @Test
    void open_filesThatWereNotYetInTheirPlace_areNoHindrance() throws Exception {
        restoreStateOfFile1();
        Files.move(test.file(2), test.folder().resolve("audit-broker-1-00000002.jsonl.new"));
        Files.writeString(test.folder().resolve("audit-broker-1.state.new"), "half");

        test.run("c", 2);

        assertThat(test.verify().findings()).isEmpty();
        try (Stream<Path> files = Files.list(test.folder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".new"))).isEmpty();
        }
    }

    /** It has the key of file 2, as if the process had died before it replaced the state. */
    private void restoreStateOfFile1() throws IOException {
        Files.write(test.state(), stateOfFile1);
    }
}
