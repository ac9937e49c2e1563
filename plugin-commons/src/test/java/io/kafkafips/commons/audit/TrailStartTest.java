package io.kafkafips.commons.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.Finding.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------"})
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

    private AbstractThrowableAssert<?, ?> assertRefused() {
        return assertThatThrownBy(test::open)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Remedy: ");
    }
}
