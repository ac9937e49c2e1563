package io.kafkafips.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code distribution/release} behind a build that is already done: its checks and its signatures, with throw-away keys. */
class ReleaseScriptTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String TARBALL = "kafka-fips-plugins-1.tar.gz";

    @TempDir
    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        Path target = Files.createDirectories(folder.resolve("distribution/target"));
        Files.createDirectories(target.resolve("kafka-fips-plugins"));
        Files.copy(Checkout.root().resolve("distribution/release"), folder.resolve("distribution/release"));
        Files.writeString(target.resolve(TARBALL), "tarball");
        Files.writeString(target.resolve("kafka-fips-plugins-1.zip"), "zip");
        Files.writeString(target.resolve("kafka-fips-plugins/sbom.cdx.json"), "{}");
        Files.writeString(target.resolve("kafka-fips-plugins/cbom.cdx.json"), "{}");
        Path maven = Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        run(target, "for n in 256 512; do sha${n}sum kafka-fips-plugins-1.* > SHA${n}SUMS; done");
    }

    @Test
    void release_withoutKey_isArchivesChecksumsAndBills() throws IOException {
        assertThat(release().exitCode()).isZero();

        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            TARBALL,
                            "kafka-fips-plugins-1.zip",
                            "SHA256SUMS",
                            "SHA512SUMS",
                            "sbom.cdx.json",
                            "cbom.cdx.json");
        }
    }

    @Test
    void release_checksumThatDoesNotHold_isRefused() throws IOException {
        Files.writeString(folder.resolve("distribution/target").resolve(TARBALL), "altered");

        assertThat(release().exitCode()).isNotZero();
    }

    @Test
    void release_keyForOpenssl_signatureHoldsForThatFileAlone() throws IOException {
        run(folder, "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem");

        assertThat(release("--openssl", "key.pem").exitCode()).isZero();

        String verify = "openssl dgst -sha256 -verify release-key.pem -signature " + TARBALL + ".sig ";
        assertThat(exitCode(verify + TARBALL)).isZero();
        assertThat(exitCode(verify + "kafka-fips-plugins-1.zip")).isNotZero();
        assertThat(Files.readString(folder.resolve("out/release-key.pem")))
                .contains("PUBLIC")
                .doesNotContain("PRIVATE");
    }

    @Test
    void release_keyThatIsNotThere_isRefused() {
        CommandResult result = release("--openssl", "nobody.pem");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("nobody.pem", "Remedy:");
    }

    @Test
    void release_keyOfGnuPg_signatureHoldsForThatFileAlone() {
        assumeTrue(
                Command.run(List.of("sh", "-c", "command -v gpg && command -v gpgconf"), TIMEOUT)
                                .exitCode()
                        == 0,
                "no GnuPG on this machine");
        String home = "export GNUPGHOME='" + folder + "/gnupg'; ";
        // the agent that gpg starts is this keyring's own
        String stop = "; status=$?; gpgconf --kill gpg-agent; exit $status";
        run(
                folder,
                "mkdir -m 700 gnupg; " + home
                        + "gpg --batch --quiet --passphrase '' --quick-gen-key 'Throw Away <throw@example.org>' ed25519 sign never");
        assertThat(Command.run(
                                List.of(
                                        "sh",
                                        "-c",
                                        home + "cd '" + folder
                                                + "'; sh distribution/release --output out --gpg throw@example.org"
                                                + stop),
                                TIMEOUT)
                        .exitCode())
                .isZero();

        String verify = home + "gpg --batch --verify " + TARBALL + ".asc ";
        assertThat(exitCode(verify + TARBALL + stop)).isZero();
        assertThat(exitCode(verify + "kafka-fips-plugins-1.zip" + stop)).isNotZero();
    }

    private CommandResult release(String... options) {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "cd '" + folder + "'; exec sh distribution/release --output out \"$@\"", "sh"));
        command.addAll(List.of(options));
        return Command.run(command, Map.of(), "", TIMEOUT);
    }

    private int exitCode(String script) {
        return Command.run(List.of("sh", "-c", "cd '" + folder + "/out'; " + script), TIMEOUT)
                .exitCode();
    }

    private static void run(Path where, String script) {
        CommandResult result = Command.run(List.of("sh", "-c", "set -e; cd '" + where + "'; " + script), TIMEOUT);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
