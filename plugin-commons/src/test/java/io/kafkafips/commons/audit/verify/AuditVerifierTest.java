package io.kafkafips.commons.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.kafkafips.commons.audit.TestTrail;
import io.kafkafips.commons.audit.format.LineSealer;
import io.kafkafips.commons.audit.format.SealedLine;
import io.kafkafips.commons.audit.verify.Finding.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an intruder can do to the files, each deed on a trail of three files that were closed in order. */
class AuditVerifierTest {
    @TempDir
    private Path parent;

    private TestTrail test;

    @BeforeEach
    void threeFiles() {
        test = new TestTrail(parent).run("a", 5).run("b", 5).run("c", 5);
    }

    @Test
    void verify_untouched_isIntactWithItsTotals() {
        Verification result = test.verify();

        assertThat(result.findings()).isEmpty();
        assertThat(result.trails()).singleElement().satisfies(trail -> {
            assertThat(trail.events()).isEqualTo(15);
            assertThat(trail.eventsByType()).containsOnlyKeys("t").containsValue(15L);
            assertThat(trail.lines()).isEqualTo(21);
            assertThat(trail.lastSequence()).isEqualTo(20);
            assertThat(trail.keyed()).isTrue();
            assertThat(trail.crashes()).isZero();
            assertThat(trail.ending()).isEqualTo(TrailReport.Ending.CLOSED);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5})
    void verify_lineRemoved_isFoundAtTheNext(int index) throws Exception {
        List<String> lines = test.lines(2);
        lines.remove(index);
        test.write(2, lines);

        assertFound(Kind.MISSING_LINES, 2, index + 1);
    }

    @Test
    void verify_lineChanged_isFoundByItsMacAndByTheChain() throws Exception {
        edit(2, 3, "b-2", "b-9");

        assertFound(Kind.BAD_MAC, 2, 4);
        assertFound(Kind.BROKEN_CHAIN, 2, 5);
    }

    @Test
    void verify_lineChangedWithoutAKey_isFoundByTheChain() throws Exception {
        edit(2, 3, "b-2", "b-9");

        assertThat(kinds(AuditVerifier.of(test.folder()).verify())).containsExactly(Kind.BROKEN_CHAIN);
    }

    @Test
    void verify_linesSwapped_areFound() throws Exception {
        List<String> lines = test.lines(2);
        Collections.swap(lines, 2, 3);
        test.write(2, lines);

        assertFound(Kind.OUT_OF_ORDER, 2, 4);
    }

    @Test
    void verify_lineRepeated_isFound() throws Exception {
        List<String> lines = test.lines(2);
        lines.add(4, lines.get(3));
        test.write(2, lines);

        assertFound(Kind.OUT_OF_ORDER, 2, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void verify_lastLineCutOff_isFound(int file) throws Exception {
        List<String> lines = test.lines(file);
        lines.remove(lines.size() - 1);
        test.write(file, lines);

        assertThat(kinds(test.verify())).isNotEmpty();
    }

    @Test
    void verify_lastFileCutOffAndStateFileTakenAway_isAnOpenEndAndFoundByAKnownLine() throws Exception {
        TrailReport before = test.verify().trails().get(0);
        test.write(3, test.lines(3).subList(0, 4));
        Files.delete(test.state());

        Verification alone = test.verify();
        assertThat(alone.findings()).isEmpty();
        assertThat(alone.trails().get(0).ending()).isEqualTo(TrailReport.Ending.OPEN);
        Verification knowing = test.verifier()
                .expecting("broker-1", before.lastSequence(), before.lastSha256())
                .verify();
        assertThat(kinds(knowing)).containsExactly(Kind.UNKNOWN_LINE);
    }

    @Test
    void verify_twoHashesExpectedOfOneLine_areFoundInEitherOrder() throws Exception {
        TrailReport trail = test.verify().trails().get(0);
        long last = trail.lastSequence();
        String right = trail.lastSha256();
        String other = "0".repeat(64);

        AuditVerifier verifier = test.verifier();
        assertThat(verifier.expecting("broker-1", last, other)
                        .expecting("broker-1", last, right)
                        .verify()
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.UNKNOWN_LINE))
                .satisfies(finding -> assertThat(finding.toString()).contains(other, right));
        assertThat(kinds(verifier.expecting("broker-1", last, right)
                        .expecting("broker-1", last, other)
                        .verify()))
                .containsExactly(Kind.UNKNOWN_LINE);
        assertThat(verifier.expecting("broker-1", last, right)
                        .expecting("broker-1", last, right)
                        .verify()
                        .findings())
                .isEmpty();
    }

    @Test
    void verify_stateWithoutEnd_isFoundUnread() throws Exception {
        test.swellState();

        assertThatCode(test::verify).doesNotThrowAnyException();
        assertThat(kinds(test.verify())).containsExactly(Kind.STATE);
    }

    @Test
    void verify_halfALineAtTheEndOfAClosedFile_isFound() throws Exception {
        Files.writeString(test.file(2), Files.readString(test.file(2)) + "{\"spec");

        assertThat(kinds(test.verify())).contains(Kind.MISPLACED, Kind.TRUNCATED);
    }

    @Test
    void verify_lineAfterTheLast_isFound() throws Exception {
        List<String> lines = test.lines(3);
        lines.add(lines.get(2));
        test.write(3, lines);

        assertThat(kinds(test.verify())).contains(Kind.MISPLACED, Kind.OUT_OF_ORDER);
    }

    @Test
    void verify_lineOfAnotherFile_isFound() throws Exception {
        List<String> lines = test.lines(3);
        lines.set(2, test.lines(2).get(2));
        test.write(3, lines);

        assertFound(Kind.BAD_MAC, 3, 3);
    }

    @Test
    void verify_lineOfAnotherNodeWithTheSameKey_isFound() throws Exception {
        test.runAs("broker-2", "a", 5);
        List<String> lines = test.lines(1);
        lines.set(
                2,
                Files.readAllLines(test.folder().resolve("audit-broker-2-00000001.jsonl"))
                        .get(2));
        test.write(1, lines);

        assertFound(Kind.FOREIGN, 1, 3);
        assertFound(Kind.BAD_MAC, 1, 3);
    }

    @Test
    void verify_fileOfAnEarlierTrailWithTheSameKey_isFound() throws Exception {
        Path other = Files.createDirectory(parent.resolve("other"));
        TestTrail earlier = new TestTrail(other).run("x", 5).run("y", 5);
        Files.write(test.file(2), Files.readAllBytes(earlier.file(2)));

        assertThat(kinds(test.verify())).contains(Kind.FOREIGN, Kind.BAD_MAC, Kind.BROKEN_CHAIN);
    }

    @Test
    void verify_fileInPlaceOfAnother_isFound() throws Exception {
        Files.write(test.file(3), Files.readAllBytes(test.file(2)));

        assertThat(kinds(test.verify())).contains(Kind.FOREIGN, Kind.BAD_MAC, Kind.OUT_OF_ORDER);
    }

    @Test
    void verify_fileRemoved_isFoundWhereverItIs() throws Exception {
        Files.delete(test.file(2));
        assertThat(kinds(test.verify())).containsExactly(Kind.MISSING_FILE);

        Files.delete(test.file(1));
        assertThat(kinds(test.verify())).containsExactly(Kind.MISSING_FILE);
        assertThat(test.verifier().startingAt(3).verify().findings()).isEmpty();
    }

    @Test
    void verify_newestFileRemoved_isFoundByTheStateFile() throws Exception {
        Files.delete(test.file(3));

        assertThat(kinds(test.verify())).contains(Kind.MISSING_FILE, Kind.UNKNOWN_LINE);
    }

    @Test
    void verify_fileEmptied_isFound() throws Exception {
        Files.writeString(test.file(2), "");

        assertThat(kinds(test.verify())).contains(Kind.TRUNCATED, Kind.MISSING_LINES);
    }

    @Test
    void verify_chainComputedAnewWithoutTheKey_isFoundWithTheKeyAlone() throws Exception {
        forge(false);

        assertThat(AuditVerifier.of(test.folder()).verify().findings()).isEmpty();
        assertThat(kinds(test.verify())).containsOnly(Kind.NO_MAC);
    }

    @Test
    void verify_chainComputedAnewKeepingTheMacs_isFound() throws Exception {
        forge(true);

        assertThat(kinds(test.verify())).containsOnly(Kind.BAD_MAC);
    }

    @Test
    void verify_wrongKey_refusesEveryLine() throws Exception {
        Verification result =
                AuditVerifier.of(test.folder()).withKey(new byte[32]).verify();

        assertThat(result.findings()).hasSize(21).allMatch(finding -> finding.kind() == Kind.BAD_MAC);
    }

    @Test
    void verify_moreFindingsThanAreKept_countsTheRest() throws Exception {
        test.run("d", 1200);

        Verification result =
                AuditVerifier.of(test.folder()).withKey(new byte[32]).verify();

        assertThat(result.findings()).hasSize(1000);
        assertThat(result.moreFindings()).isEqualTo(21 + 1202 - 1000);
    }

    @Test
    void verify_emptyFolder_isAFinding() throws Exception {
        Path empty = Files.createDirectory(parent.resolve("empty"));

        assertThat(kinds(AuditVerifier.of(empty).verify())).containsExactly(Kind.MISSING_FILE);
    }

    /** Any random change of a file's bytes, lines or length is found. */
    @Test
    void verify_randomDeeds_areAllFound() throws Exception {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 400; round++) {
            int file = 1 + random.nextInt(3);
            byte[] before = Files.readAllBytes(test.file(file));
            byte[] after = vandalised(before, random);
            Files.write(test.file(file), after);

            assertThat(test.verify().findings())
                    .as("round %d on file %d: %s", round, file, new String(after, StandardCharsets.ISO_8859_1))
                    .isNotEmpty();
            Files.write(test.file(file), before);
        }
        assertThat(test.verify().findings()).isEmpty();
    }

    private static byte[] vandalised(byte[] before, Random random) {
        byte[] after = before.clone();
        int at = random.nextInt(before.length);
        switch (random.nextInt(4)) {
            case 0 -> after[at] = (byte) (after[at] ^ (1 << random.nextInt(8)));
            case 1 -> after = java.util.Arrays.copyOf(before, at);
            case 2 -> {
                int to = at + 1 + random.nextInt(before.length - at);
                after = new byte[before.length - (to - at)];
                System.arraycopy(before, 0, after, 0, at);
                System.arraycopy(before, to, after, at, before.length - to);
            }
            default -> {
                byte[] noise = new byte[1 + random.nextInt(300)];
                random.nextBytes(noise);
                after = new byte[before.length + noise.length];
                System.arraycopy(before, 0, after, 0, at);
                System.arraycopy(noise, 0, after, at, noise.length);
                System.arraycopy(before, at, after, at + noise.length, before.length - at);
            }
        }
        return after;
    }

    /** Seals all lines anew after a change, as one can who has no key. */
    private void forge(boolean keepMacs) throws Exception {
        edit(1, 2, "a-1", "a-9");
        LineSealer sealer = new LineSealer(null);
        String prev = SealedLine.NO_LINE;
        for (int file = 1; file <= 3; file++) {
            List<String> forged = new ArrayList<>();
            for (String line : test.lines(file)) {
                String mac = line.substring(line.indexOf(",\"mac\":\""), line.length() - 1);
                String body = line.substring(0, line.indexOf(",\"prev\":\"")) + "}";
                String sealed = new String(sealer.seal(body, prev), StandardCharsets.US_ASCII);
                if (keepMacs) {
                    sealed = sealed.substring(0, sealed.length() - 1) + mac + "}";
                }
                prev = sealer.hash(sealed.getBytes(StandardCharsets.US_ASCII));
                forged.add(sealed);
            }
            test.write(file, forged);
        }
        Files.delete(test.state());
    }

    private void edit(int file, int index, String from, String to) throws Exception {
        List<String> lines = test.lines(file);
        lines.set(index, lines.get(index).replace(from, to));
        test.write(file, lines);
    }

    private void assertFound(Kind kind, int file, int line) {
        List<Finding> findings = test.verify().findings();
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.file()).isEqualTo(test.file(file).getFileName().toString());
            assertThat(finding.line()).isEqualTo(line);
        });
    }

    private static Set<Kind> kinds(Verification result) {
        return result.findings().stream().map(Finding::kind).collect(Collectors.toSet());
    }
}
