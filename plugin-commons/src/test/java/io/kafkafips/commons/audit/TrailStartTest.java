package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.audit.format.TrailNames;
import io.kafkafips.commons.audit.format.TrailState;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start with everything there that may have happened since the last. */
class TrailStartTest {
    @TempDir
    private Path parent;

    private TestTrail test;

    @BeforeEach
    void trail() {
        test = new TestTrail(parent);
    }

    @Test
    void open_initialKeyTakenAwayAfterTheFirstStart_goesOn() throws Exception {
        test.run("a", 1);
        Files.delete(test.keyFile());

        test.run("b", 1).run("c", 1);

        assertThat(test.verify().findings()).isEmpty();
    }

    @Test
    void open_stateFile_neverHoldsAKeyThatSealedALine() throws Exception {
        test.run("a", 1);
        String key = Files.readAllLines(test.state()).get(4).substring("next-key=".length());

        assertThat(AuditVerifier.of(test.folder())
                        .withKey(AuditVerifier.parseKey(key))
                        .verify()
                        .findings())
                .hasSize(3);
    }

    @Test
    void open_firstStartWithoutTheKeyFile_isRefused() throws Exception {
        Files.delete(test.keyFile());

        assertRefused().hasMessageContaining("audit.hmac.key.file").hasMessageContaining("openssl rand -hex 32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0011",
                TestTrail.KEY + "00",
                "g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                TestTrail.KEY + "\n\n\n\n"
            })
    void open_keyOfAnotherForm_isRefusedWithoutShowingIt(String content) throws Exception {
        Files.writeString(test.keyFile(), content);

        AbstractThrowableAssert<?, ?> refusal = assertRefused().hasMessageContaining("64 hexadecimal digits");
        if (!content.isEmpty()) {
            refusal.hasMessageNotContaining(content.strip());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw----r--", "rwx------"})
    void open_keyThatOthersMayRead_isRefused(String permissions) throws Exception {
        Files.setPosixFilePermissions(test.keyFile(), PosixFilePermissions.fromString(permissions));

        assertRefused().hasMessageContaining("chmod 600 " + test.keyFile());
    }

    @Test
    void open_stateThatOthersMayRead_isRefused() throws Exception {
        test.run("a", 1);
        Files.setPosixFilePermissions(test.state(), PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused().hasMessageContaining("chmod 600");
    }

    @Test
    void open_damagedState_isRefused() throws Exception {
        test.run("a", 1);
        Files.writeString(test.state(), Files.readString(test.state()).replace("file=1", "file=7"));

        assertRefused().hasMessageContaining("sha256 does not fit");
    }

    @Test
    void open_stateOfAnotherTrail_isRefused() throws Exception {
        test.run("a", 1).runAs("broker-2", "b", 1);
        Files.copy(
                test.folder().resolve("audit-broker-2.state"),
                test.state(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertRefused().hasMessageContaining("a state file of another trail");
    }

    @Test
    void open_stateLostAndNoInitialKey_isRefused() throws Exception {
        test.run("a", 1);
        Files.delete(test.state());
        Files.delete(test.keyFile());

        assertRefused().hasMessageContaining("its present key is not known");
    }

    @Test
    void open_stateLostWithTheInitialKey_goesOnAndTheVerifierTells() throws Exception {
        test.run("a", 1).run("b", 1);
        Files.delete(test.state());

        test.run("c", 1);

        assertThat(test.verify().findings()).extracting("kind").containsExactly(Kind.STATE);
        assertThat(test.verify().trails().get(0).events()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void open_firstStartFailedAfterItsFileAppeared_beginsAnew(boolean keyed) throws Exception {
        if (!keyed) {
            test.without("audit.hmac.key.file");
        }
        failFirstStart();
        assertThat(test.file(1)).exists();

        test.run("a", 1);

        AuditVerifier verifier = keyed ? test.verifier() : AuditVerifier.of(test.folder());
        assertThat(verifier.verify().findings()).isEmpty();
        assertThat(test.json().get(0).get("data").has("previous")).isFalse();
        assertThat(test.file(2)).doesNotExist();
        assertThat(test.events()).hasSize(1);
    }

    /** What such a start leaves is a first line alone: anything more was written with a state file beside it. */
    @Test
    void open_stateLostInTheFirstFile_goesOnAndTheVerifierTells() throws Exception {
        test.run("a", 1);
        Files.delete(test.state());

        test.run("b", 1);

        assertThat(test.lines(2).get(0)).contains("\"stateLost\":true");
        assertThat(test.verify().findings()).extracting("kind").containsExactly(Kind.STATE);
    }

    @Test
    void open_firstLineAloneSealedWithAnotherKey_isKept() throws Exception {
        failFirstStart();
        String line = test.lines(1).get(0);
        Files.writeString(test.keyFile(), TestTrail.KEY.replace("00", "ff"));

        test.run("a", 1);

        assertThat(test.lines(1)).containsExactly(line);
        assertThat(test.lines(2).get(0)).contains("\"stateLost\":true");
    }

    @Test
    void open_stateWithoutEnd_isRefusedUnread() throws Exception {
        test.run("a", 1);
        test.swellState();

        assertRefused().hasMessageContaining("a state file of ");
    }

    @Test
    void open_linesCutOffWhileStopped_goesOnAndTheVerifierTells() throws Exception {
        test.run("a", 5);
        test.write(1, test.lines(1).subList(0, 3));

        test.run("b", 1);

        assertThat(test.lines(2).get(0)).contains("\"end\":\"shortened\"");
        assertThat(test.verify().findings()).extracting("kind").contains(Kind.TRUNCATED, Kind.MISSING_LINES);
    }

    @Test
    void open_lastFileTakenAwayWhileStopped_goesOnAndTheVerifierTells() throws Exception {
        test.run("a", 5).run("b", 5);
        Files.delete(test.file(2));

        test.run("c", 1);

        assertThat(test.lines(3).get(0)).contains("\"end\":\"missing\"");
        assertThat(test.verify().findings()).extracting("kind").contains(Kind.MISSING_FILE);
    }

    @Test
    void open_lastFileUnreadable_goesOnAndTheVerifierTells() throws Exception {
        test.run("a", 5);
        Files.write(test.file(1), new byte[5000]);

        test.run("b", 1);

        assertThat(test.verify().findings()).isNotEmpty();
    }

    @Test
    void open_nextFileIsThereAndNotOurs_isRefused() throws Exception {
        test.run("a", 1);
        Files.copy(test.file(1), test.file(2));

        assertRefused().hasMessageContaining("a file 2 that it has not written");
    }

    @Test
    void open_laterFileIsThere_isRefused() throws Exception {
        test.run("a", 1);
        Files.copy(test.file(1), test.file(9));

        assertRefused().hasMessageContaining("file 9 although its last file was 1");
    }

    @Test
    void open_keySettingTakenAway_isRefused() {
        test.run("a", 1).without("audit.hmac.key.file");

        assertRefused().hasMessageContaining("audit.hmac.key.file is missing");
    }

    @Test
    void open_keyAddedLater_sealsFromThereOn() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("later"));
        TestTrail later = new TestTrail(folder);
        later.without("audit.hmac.key.file").run("a", 1);
        later.with("audit.hmac.key.file", later.keyFile().toString()).run("b", 1);

        assertThat(AuditVerifier.of(later.folder()).verify().findings()).isEmpty();
        assertThat(later.verify().findings()).extracting("kind").containsExactly(Kind.NO_MAC);
        assertThat(later.verifier().startingAt(2).verify().findings()).isEmpty();
    }

    @Test
    void open_withoutAKey_keepsAChain() throws Exception {
        test.without("audit.hmac.key.file").run("a", 2).run("b", 2);

        assertThat(AuditVerifier.of(test.folder()).verify().findings()).isEmpty();
        assertThat(test.lines(1)).noneMatch(line -> line.contains("\"mac\""));
    }

    /** The disk takes the first file, and no state file. */
    private void failFirstStart() throws Exception {
        TrailNames names = new TrailNames("broker-1");
        Files.createDirectories(test.folder());
        TrailStore real = new TrailFolder(test.folder(), names);
        TrailStore full = new TrailStore() {
            @Override
            public AppendChannel create(int file, byte[] firstLine) throws IOException {
                return real.create(file, firstLine);
            }

            @Override
            public void save(TrailState state) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Resumption begun = new TrailStart(test.folder(), names, test.config().keyFile()).resume();
        Trail trail = new Trail(new AuditOrigin("broker-1", Map.of()), full, TestTrail.NOW::toEpochMilli, begun);
        assertThatThrownBy(trail::open).isInstanceOf(IOException.class);
    }

    private AbstractThrowableAssert<?, ?> assertRefused() {
        return assertThatThrownBy(test::open)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Remedy: ");
    }
}
