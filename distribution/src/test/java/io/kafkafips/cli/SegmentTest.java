package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code segment inspect}, {@code verify} and {@code decrypt} over a store that a broker's manager has written. */
class SegmentTest {
    private static final int BATCHES = 3;
    private static final int LOG_BYTES = 30_000;

    @TempDir
    private static Path templateFolder;

    private static TieredStore template;

    @TempDir
    private Path folder;

    private TieredStore tiered;

    @BeforeAll
    static void writeTemplate() throws Exception {
        template = TieredStore.withKeys(templateFolder);
        template.upload(TieredStore.SEGMENT, 0, 500, BATCHES);
        template.upload(TieredStore.OTHER_SEGMENT, 1, 0, 1);
    }

    @BeforeEach
    void copyTemplate() throws Exception {
        tiered = template.copy(folder);
    }

    /** Something that happens to a store. */
    interface Damage {
        void to(TieredStore tiered) throws IOException;
    }

    @Test
    void inspect_store_hasTotalsByPartitionAndKey() {
        CliRun run = CliRun.of("segment", "inspect", tiered.store.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Golden.assertSame("segment-inspect.text", tiered.normal(run.out()));
    }

    @Test
    void inspect_object_showsItsHeaderWithoutAnyKey() {
        CliRun text = CliRun.of("segment", "inspect", tiered.log().toString());
        CliRun json = CliRun.of("segment", "inspect", tiered.log().toString(), "--json");

        assertThat(text.exitCode()).isZero();
        Golden.assertSame("segment-inspect-object.text", tiered.normal(text.out()));
        Golden.assertSame("segment-inspect-object.json", tiered.normal(json.out()));
    }

    /** The question before a key is destroyed. */
    @Test
    void inspect_key_listsWhatHangsOnThatVersion() throws Exception {
        tiered.mustRun("keys", "rotate", "shared");
        tiered.upload(TieredStore.SEGMENT, 2, 0, 1);

        JsonNode second = json("segment", "inspect", tiered.store.toString(), "--key", "shared/2");
        JsonNode all = json("segment", "inspect", tiered.store.toString(), "--key", "shared");

        assertThat(second.get("objects"))
                .hasSize(5)
                .allMatch(each -> each.get("partition").intValue() == 2);
        assertThat(all.get("objects")).hasSize(15);
        assertThat(second.get("keys")).hasSize(2);
    }

    @Test
    void inspect_foreignTree_findsContainersByTheirFirstBytes() throws Exception {
        Path other = Files.createDirectories(folder.resolve("bucket/a/b"));
        Files.copy(tiered.log(), other.resolve("object"));
        Files.writeString(other.resolve("readme"), "KTS is no container");

        JsonNode seen = json("segment", "inspect", folder.resolve("bucket").toString(), "--objects");

        assertThat(seen.get("objects")).hasSize(1);
        assertThat(seen.get("objects").get(0).get("kind").textValue()).isEqualTo("log");
        assertThat(seen.get("objects").get(0).has("topicId")).isFalse();
        assertThat(seen.get("otherFiles").intValue()).isEqualTo(1);
    }

    @Test
    void inspect_plaintextInPlaceOfAnObject_isAFinding() throws Exception {
        Files.write(tiered.log(), TieredStore.log(500, BATCHES, 10_000));

        CliRun run = CliRun.of("segment", "inspect", tiered.store.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).containsPattern("malformed +\\S+\\.log +Not a container: it does not begin with KTSE");
    }

    @Test
    void verify_untouchedStore_isGood() {
        CliRun run = tiered.run("segment", "verify", tiered.store.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        Golden.assertSame("segment-verify.text", tiered.normal(run.out()));
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "altered",
                        "chunk 3 of 8",
                        t -> TieredStore.flip(t.log(), TieredStore.HEADER + 3 * TieredStore.FRAME + 20)),
                damage("altered", "chunk 0, 2-3 of 8", t -> {
                    for (int chunk : new int[] {0, 2, 3}) {
                        TieredStore.flip(t.log(), TieredStore.HEADER + chunk * TieredStore.FRAME);
                    }
                }),
                damage("altered", "chunk 7 of 8", t -> TieredStore.flip(t.log(), -1)),
                damage("altered", "chunk 1-2 of 8", t -> {
                    byte[] bytes = Files.readAllBytes(t.log());
                    byte[] first = Arrays.copyOfRange(bytes, frame(1), frame(2));
                    System.arraycopy(bytes, frame(2), bytes, frame(1), TieredStore.FRAME);
                    System.arraycopy(first, 0, bytes, frame(2), TieredStore.FRAME);
                    Files.write(t.log(), bytes);
                }),
                damage("cut", "it ends in chunk 4 of 8", t -> cut(t.log(), frame(4) + 100)),
                damage("cut", "it ends in chunk 7 of 8", t -> cut(t.log(), frame(7))),
                damage("malformed", "the header has 1000 bytes", t -> cut(t.log(), 1000)),
                damage("too-long", "1 more than its header asks for", t -> {
                    byte[] bytes = Files.readAllBytes(t.log());
                    Files.write(t.log(), Arrays.copyOf(bytes, bytes.length + 1));
                }),
                damage("malformed", "its version is 0", t -> TieredStore.flip(t.log(), 4)),
                damage("wrong-identity", "all of its 8 chunks fail", t -> TieredStore.flip(t.log(), 16)),
                damage("wrapped-key", "was altered", t -> TieredStore.flip(t.log(), HEADER_BLOB)),
                damage("unknown-key", "has no topic key rhared", t -> TieredStore.flip(t.log(), HEADER_KEY_REF)),
                damage(
                        "wrong-identity",
                        "it is TIME_INDEX in the place of OFFSET_INDEX",
                        t -> copy(
                                t.object(TieredStore.SEGMENT, 0, "timeindex"),
                                t.object(TieredStore.SEGMENT, 0, "index"))),
                damage(
                        "altered",
                        "belongs to another segment",
                        t -> copy(
                                t.object(TieredStore.OTHER_SEGMENT, 1, "index"),
                                t.object(TieredStore.SEGMENT, 0, "index"))),
                damage(
                        "wrong-identity",
                        "all of its 3 chunks fail",
                        t -> copy(t.object(TieredStore.OTHER_SEGMENT, 1, "log"), t.log())),
                damage("wrong-upload", "the segment is of", t -> {
                    Path index = t.object(TieredStore.SEGMENT, 0, "timeindex");
                    byte[] first = Files.readAllBytes(index);
                    t.upload(TieredStore.SEGMENT, 0, 500, BATCHES);
                    Files.write(index, first);
                }),
                damage(
                        "missing",
                        "OFFSET_INDEX is not there",
                        t -> Files.delete(t.object(TieredStore.SEGMENT, 0, "index"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("damages")
    void verify_damage_isToldWithItsReason(String finding, String explanation, Damage damage) throws Exception {
        damage.to(tiered);

        JsonNode verified = findings(tiered.run("segment", "verify", tiered.store.toString(), "--json"));

        assertThat(verified.get("found").intValue())
                .as(verified.toPrettyString())
                .isEqualTo(1);
        assertThat(verified.get("findings").get(0).get("finding").textValue()).isEqualTo(finding);
        assertThat(verified.get("findings").get(0).get("explanation").textValue())
                .contains(explanation);
        assertThat(verified.get("findings").get(0).get("object").textValue()).contains("0f0e0d0c0b0a0908");
    }

    @Test
    void verify_shreddedKey_isSaidOfEveryObject() throws Exception {
        tiered.mustRun("keys", "shred", "shared", "--yes");

        JsonNode verified = findings(tiered.run("segment", "verify", tiered.store.toString(), "--json"));

        assertThat(verified.get("findings"))
                .hasSize(10)
                .allMatch(each -> each.get("finding").textValue().equals("shredded-key"));
    }

    @Test
    void verify_brokenOffUpload_isListedAsSuch() throws Exception {
        Path log = tiered.object(TieredStore.OTHER_SEGMENT, 1, "log");
        Files.move(log, log.resolveSibling(log.getFileName() + ".tmp"));

        JsonNode verified = findings(tiered.run("segment", "verify", tiered.store.toString(), "--json"));

        assertThat(verified.get("findings")).isEmpty();
        assertThat(verified.get("incomplete")).hasSize(1);
        assertThat(verified.get("incomplete").get(0).get("missing").get(0).textValue())
                .isEqualTo("log");
        assertThat(verified.get("incomplete").get(0).get("leftovers").get(0).textValue())
                .endsWith(".log.tmp");
    }

    @Test
    void verify_objectElsewhere_takesItsIdentityFromOptionsAlone() throws Exception {
        Path elsewhere = Files.copy(tiered.log(), folder.resolve("object"));

        CliRun without = tiered.run("segment", "verify", elsewhere.toString());
        CliRun right = tiered.run(identified(elsewhere, "0f0e0d0c0b0a09080706050403020100"));
        CliRun wrong = tiered.run(identified(elsewhere, "1f0e0d0c0b0a09080706050403020100"));

        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.out()).contains("no-identity");
        assertThat(right.exitCode()).as(right.out()).isZero();
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).contains("wrong-identity");
    }

    @Test
    void verify_partOfAnIdentity_isAUsageError() {
        CliRun run = tiered.run("segment", "verify", tiered.log().toString(), "--partition", "0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--topic-id, --partition and --segment-id together");
    }

    @Test
    void verify_wrongPassword_isAUsageErrorThatDoesNotShowIt() throws Exception {
        Files.writeString(tiered.passwordFile, "quite another password");

        CliRun run = tiered.run("segment", "verify", tiered.store.toString(), "--debug");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("keys.keystore.password").doesNotContain("quite another");
    }

    @Test
    void verify_withoutKeys_saysWhatIsNeeded() {
        CliRun run = CliRun.of("segment", "verify", tiered.store.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("rsm.config.keys.registry.path");
    }

    @Test
    void decrypt_object_writesAPrivateFile() throws Exception {
        Path target = folder.resolve("plain.log");

        CliRun run = tiered.run("segment", "decrypt", tiered.log().toString(), "--to", target.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(target).hasBinaryContent(TieredStore.log(500, BATCHES, 10_000));
        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run.out()).containsPattern("log +\\S+plain.log +" + LOG_BYTES);
    }

    @Test
    void decrypt_toAFileThatIsThere_needsForce() throws Exception {
        Path target = Files.writeString(folder.resolve("plain.log"), "precious");

        CliRun refused = tiered.run("segment", "decrypt", tiered.log().toString(), "--to", target.toString());
        assertThat(target).hasContent("precious");
        CliRun forced = tiered.run("segment", "decrypt", tiered.log().toString(), "--to", target.toString(), "--force");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already", "--force");
        assertThat(forced.exitCode()).as(forced.err()).isZero();
        assertThat(target).hasSize(LOG_BYTES);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("damages")
    void decrypt_damage_leavesNoFileAtAll(String finding, String explanation, Damage damage) throws Exception {
        damage.to(tiered);
        Path target = Files.createDirectories(folder.resolve("plain"));

        CliRun run = tiered.run("segment", "decrypt", tiered.log().toString(), "--segment", "--to", target.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("is not decrypted");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void decrypt_segment_usesKafkasNames() {
        CliRun run = tiered.run(
                "segment",
                "decrypt",
                tiered.object(TieredStore.SEGMENT, 0, "index").toString(),
                "--segment",
                "--to",
                folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("00000000000000000500.log")).hasBinaryContent(TieredStore.log(500, BATCHES, 10_000));
        assertThat(folder.resolve("00000000000000000500.index")).isEmptyFile();
        assertThat(folder.resolve("00000000000000000500.timeindex")).hasSize(24);
        assertThat(folder.resolve("00000000000000000530.snapshot")).hasSize(10);
        assertThat(folder.resolve("leader-epoch-checkpoint")).hasContent("0\n");
    }

    @Test
    void decrypt_segmentWithBaseOffset_takesIt() {
        CliRun run = tiered.run(
                "segment",
                "decrypt",
                tiered.log().toString(),
                "--segment",
                "--base-offset",
                "490",
                "--to",
                folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(folder.resolve("00000000000000000490.log")).exists();
    }

    @Test
    void decrypt_segmentToStandardOutput_isAUsageError() {
        CliRun run = tiered.run("segment", "decrypt", tiered.log().toString(), "--segment", "--to", "-");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--to <folder>");
    }

    private static final int HEADER_KEY_REF = 36;
    private static final int HEADER_BLOB = HEADER_KEY_REF + "shared/1/0123456789abcdef".length() + 2;

    private static Arguments damage(String finding, String explanation, Damage damage) {
        return Arguments.of(finding, explanation, damage);
    }

    private static int frame(int index) {
        return TieredStore.HEADER + index * TieredStore.FRAME;
    }

    private static void cut(Path file, int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String[] identified(Path object, String segmentId) {
        return new String[] {
            "segment",
            "verify",
            object.toString(),
            "--topic-id",
            TieredStore.TOPIC.toString(),
            "--partition",
            "0",
            "--segment-id",
            segmentId
        };
    }

    private static JsonNode json(String... arguments) throws IOException {
        CliRun run = CliRun.of(
                Stream.concat(Stream.of(arguments), Stream.of("--json")).toList());
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        return new ObjectMapper().readTree(run.out().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode findings(CliRun run) throws IOException {
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        return new ObjectMapper().readTree(run.out().getBytes(StandardCharsets.UTF_8));
    }
}
