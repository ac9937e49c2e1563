package io.kafkafips.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.cli.CliRun;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallTest {
    @TempDir
    private Path folder;

    private Path kafka;
    private Path bundle;
    private Path next;

    @BeforeEach
    void makeFolders() {
        kafka = FakeJars.kafka(folder.resolve("kafka"), "4.3.1");
        bundle = FakeJars.bundle(folder.resolve("bundle"), "0.1.0", "2.1.3");
        next = FakeJars.bundle(folder.resolve("next"), "0.2.0", "2.1.4");
    }

    @Test
    void install_stockKafka_hasEveryFileOfTheBundleAndItsOwn() throws IOException {
        List<String> stock = libs();

        CliRun run = install(bundle);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(libs())
                .containsAll(stock)
                .contains("bc-fips-2.1.3.jar", "plugin-commons-0.1.0.jar", "plugin-ssl-engine-0.1.0.jar")
                .hasSize(stock.size() + 3);
        assertThat(kafka.resolve("config/kafka-fips/java.security.17"))
                .hasSameBinaryContentAs(bundle.resolve("config/java.security.17"));
        assertThat(Files.readString(kafka.resolve("kafka-fips/1/manifest.json")))
                .contains("\"state\" : \"INSTALLED\"", "libs/bc-fips-2.1.3.jar");
    }

    @Test
    void install_asJson_namesActionAndDigestOfEveryFile() throws IOException {
        JsonNode json = new ObjectMapper().readTree(install(bundle, "--json").out());

        assertThat(json.get("result").textValue()).isEqualTo("done");
        assertThat(json.get("kafkaVersion").textValue()).isEqualTo("4.3.1");
        assertThat(json.get("files")).hasSize(6).allSatisfy(file -> {
            assertThat(file.get("action").textValue()).isEqualTo("copy");
            assertThat(file.get("sha256").textValue())
                    .isEqualTo(KafkaFiles.sha256(kafka.resolve(file.get("file").textValue())));
        });
    }

    @Test
    void install_dryRun_changesNothing() {
        Map<String, String> before = FolderState.of(kafka);

        CliRun run = install(bundle, "--dry-run");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("copy", "libs/plugin-commons-0.1.0.jar", "nothing changed: --dry-run");
        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void install_twice_secondFindsNothingToDo() {
        install(bundle);
        Map<String, String> before = FolderState.of(kafka);

        CliRun run = install(bundle);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("nothing to do");
        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void undo_afterInstall_leavesTheStockKafka() {
        Map<String, String> stock = FolderState.of(kafka);
        install(bundle);

        CliRun run = undo();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(FolderState.of(kafka)).isEqualTo(stock);
    }

    @Test
    void undo_dryRun_changesNothing() {
        install(bundle);
        Map<String, String> before = FolderState.of(kafka);

        assertThat(undo("--dry-run").out()).contains("remove", "libs/plugin-commons-0.1.0.jar");

        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void undo_nothingInstalled_isNoFailure() {
        CliRun run = undo();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("no installation is on record");
    }

    @Test
    void upgrade_replacesOursAndTheModule_andUndoBringsTheOlderBack() throws IOException {
        Map<String, String> stock = FolderState.of(kafka);
        install(bundle);
        Map<String, String> older = FolderState.of(kafka);

        CliRun run = install(next);

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(libs())
                .contains("plugin-commons-0.2.0.jar", "plugin-ssl-engine-0.2.0.jar", "bc-fips-2.1.4.jar")
                .doesNotContain("plugin-commons-0.1.0.jar", "plugin-ssl-engine-0.1.0.jar", "bc-fips-2.1.3.jar");
        assertThat(kafka.resolve("config/kafka-fips/java.security.25"))
                .hasSameBinaryContentAs(next.resolve("config/java.security.25"));

        assertThat(undo().exitCode()).isZero();
        assertThat(FolderState.of(kafka)).isEqualTo(older);
        assertThat(undo().exitCode()).isZero();
        assertThat(FolderState.of(kafka)).isEqualTo(stock);
    }

    @Test
    void install_jarsOfOursCopiedByHand_areReplacedAndComeBack() throws IOException {
        Files.copy(
                bundle.resolve("libs/plugin-ssl-engine-0.1.0.jar"), kafka.resolve("libs/plugin-ssl-engine-0.1.0.jar"));
        Map<String, String> before = FolderState.of(kafka);

        assertThat(install(next).exitCode()).isZero();

        assertThat(libs()).contains("plugin-ssl-engine-0.2.0.jar").doesNotContain("plugin-ssl-engine-0.1.0.jar");
        undo();
        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void undo_fileChangedSince_isRefusedAndNamed() throws IOException {
        install(bundle);
        FakeJars.write(kafka.resolve("config/kafka-fips/java.security.17"), "security.provider.1=SUN\n");
        Files.delete(kafka.resolve("libs/plugin-ssl-engine-0.1.0.jar"));
        Map<String, String> before = FolderState.of(kafka);

        CliRun run = undo();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("config/kafka-fips/java.security.17", "is not what the installation left there")
                .contains("libs/plugin-ssl-engine-0.1.0.jar", "is gone");
        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void undo_keptFileLost_isRefused() throws IOException {
        install(bundle);
        install(next);
        Files.delete(kafka.resolve("kafka-fips/2/kept/libs/plugin-commons-0.1.0.jar"));

        CliRun run = undo();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("kept-file", "libs/plugin-commons-0.1.0.jar");
        assertThat(libs()).contains("plugin-commons-0.2.0.jar");
    }

    /** As a run that the power cut ended leaves it: the record, and some of the files. */
    @Test
    void undo_interruptedUpgrade_bringsTheOlderBack() throws IOException {
        install(bundle);
        Map<String, String> older = FolderState.of(kafka);
        install(next);
        Path manifest = kafka.resolve("kafka-fips/2/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("INSTALLED", "INSTALLING"));
        Files.delete(kafka.resolve("libs/plugin-ssl-engine-0.2.0.jar"));
        Files.move(
                kafka.resolve("kafka-fips/2/kept/libs/plugin-commons-0.1.0.jar"),
                kafka.resolve("libs/plugin-commons-0.1.0.jar"));
        FakeJars.write(kafka.resolve("libs/.plugin-ssl-engine-0.2.0.jar.kafka-fips-new"), "half");

        CliRun again = install(next);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("interrupted", "--undo");

        assertThat(undo().exitCode()).isZero();
        assertThat(FolderState.of(kafka)).isEqualTo(older);
    }

    @ParameterizedTest
    @CsvSource({
        "bcprov-jdk18on-1.78.jar, org/bouncycastle/jce/Provider.class, bouncy-castle",
        "bcpkix-jdk15to18-1.78.jar, org/bouncycastle/cert/Cert.class, bouncy-castle",
        "harmless.jar, org/bouncycastle/jce/Provider.class, bouncy-castle",
        "bc-fips-2.0.0.jar, org/bouncycastle/crypto/Module.class, bouncy-castle-fips",
        "bctls-fips-2.0.19.jar, org/bouncycastle/tls/Tls.class, bouncy-castle-fips",
        "foreign.jar, org/bouncycastle/crypto/Module.class, bouncy-castle"
    })
    void install_clashingJar_isRefusedByNameAndNothingChanges(String name, String entry, String kind) {
        FakeJars.jar(kafka.resolve("libs").resolve(name), Map.of(entry, "x"));
        Map<String, String> before = FolderState.of(kafka);

        CliRun run = install(bundle);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("refused", kind, "libs/" + name);
        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void install_packageOfABundledJarElsewhere_isRefused() {
        FakeJars.jar(bundle.resolve("libs/helper-1.jar"), Map.of("org/example/Helper.class", "ours"));
        FakeJars.jar(kafka.resolve("libs/other.jar"), Map.of("org/example/Other.class", "theirs"));

        CliRun run = install(bundle);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("duplicate-package", "org.example", "libs/other.jar");
    }

    @Test
    void install_jarOfKafkaWithTheNameOfOneOfTheBundle_isNeverReplaced() {
        FakeJars.jar(bundle.resolve("libs/kafka_2.13-4.3.1.jar"), Map.of("org/example/Helper.class", "ours"));
        FakeJars.jar(kafka.resolve("libs/bc-fips-2.1.3.jar"), Map.of("org/bouncycastle/crypto/Module.class", "odd"));
        Map<String, String> before = FolderState.of(kafka);

        CliRun run = install(bundle);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("different-file", "libs/kafka_2.13-4.3.1.jar", "libs/bc-fips-2.1.3.jar");
        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void install_sameModuleThereAlready_staysWhenItIsUndone() throws IOException {
        Files.copy(bundle.resolve("libs/bc-fips-2.1.3.jar"), kafka.resolve("libs/bc-fips-2.1.3.jar"));

        assertThat(install(bundle).exitCode()).isZero();
        undo();

        assertThat(libs()).contains("bc-fips-2.1.3.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.0.1", "4.4.0"})
    void install_supportedRelease_isDone(String version) {
        kafka = FakeJars.kafka(folder.resolve("kafka-" + version), version);

        assertThat(install(bundle).exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.1", "4.5.0", "5.0.0", "7.9.0-ccs"})
    void install_otherRelease_isRefused(String version) {
        kafka = FakeJars.kafka(folder.resolve("kafka-" + version), version);

        CliRun run = install(bundle);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("kafka-version", version, "3.9 to 4.4");
    }

    @Test
    void install_folderThatIsNoKafka_isAWrongOption() throws IOException {
        kafka = Files.createDirectories(folder.resolve("empty"));

        CliRun run = install(bundle);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("has no folder libs", "Remedy: --kafka").hasLineCount(1);
    }

    @Test
    void install_recordThatNamesAFileElsewhere_isRefused() throws IOException {
        install(bundle);
        Path manifest = kafka.resolve("kafka-fips/1/manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("libs/plugin-commons-0.1.0.jar", "libs/../../victim"));

        CliRun run = undo();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("manifest.json");
    }

    @Test
    void install_whileAnotherRuns_isRefusedAndNothingChanges() throws IOException {
        Path lock = kafka.resolve(".kafka-fips-install.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Map<String, String> before = FolderState.of(kafka);

            CliRun run = install(bundle);

            assertThat(held.isValid()).isTrue();
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("another kafka-fips install").hasLineCount(1);
            assertThat(FolderState.of(kafka)).isEqualTo(before);
        }
    }

    /** As a bundle is that somebody has unpacked with the umask 077. */
    @Test
    void install_bundleThatItsOwnerAloneReads_isReadableInKafka() throws IOException {
        for (String file : List.of("libs/plugin-commons-0.1.0.jar", "config/java.security.17")) {
            Files.setPosixFilePermissions(bundle.resolve(file), PosixFilePermissions.fromString("rw-------"));
        }

        install(bundle);

        assertThat(List.of("libs/plugin-commons-0.1.0.jar", "config/kafka-fips/java.security.17"))
                .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(kafka.resolve(file)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--")));
        assertThat(Files.getPosixFilePermissions(kafka.resolve("config/kafka-fips")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void install_bundleOfAnotherUser_belongsToWhoInstalls() throws IOException {
        assumeTrue(Files.getAttribute(bundle, "unix:uid").equals(0), "only root can give a file away");
        Files.setAttribute(bundle.resolve("libs/plugin-commons-0.1.0.jar"), "unix:uid", 4711);

        install(bundle);

        assertThat(Files.getAttribute(kafka.resolve("libs/plugin-commons-0.1.0.jar"), "unix:uid"))
                .isEqualTo(0);
    }

    @Test
    void undo_upgradeOfLibsOnAnotherFileSystem_bringsTheOlderBack() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(kafka)),
                "needs a second file system at /dev/shm");
        Path elsewhere = Files.createTempDirectory(memory, "kafka-fips");
        try {
            for (String name : libs()) {
                Files.move(kafka.resolve("libs").resolve(name), elsewhere.resolve(name));
            }
            Files.delete(kafka.resolve("libs"));
            Files.createSymbolicLink(kafka.resolve("libs"), elsewhere);
            install(bundle);
            Map<String, String> older = FolderState.of(elsewhere);
            assertThat(install(next).exitCode()).isZero();

            CliRun run = undo();

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(FolderState.of(elsewhere)).isEqualTo(older);
        } finally {
            FolderState.delete(elsewhere);
        }
    }

    @Test
    void install_olderOneIsALink_isRefusedAndNothingChanges() throws IOException {
        Path older = Files.createDirectories(kafka.resolve("older"));
        Files.copy(bundle.resolve("libs/plugin-ssl-engine-0.1.0.jar"), older.resolve("plugin-ssl-engine-0.1.0.jar"));
        Files.createSymbolicLink(
                kafka.resolve("libs/plugin-ssl-engine-0.1.0.jar"), Path.of("../older/plugin-ssl-engine-0.1.0.jar"));
        Map<String, String> before = FolderState.of(kafka);

        CliRun run = install(next);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("symbolic-link", "libs/plugin-ssl-engine-0.1.0.jar");
        assertThat(FolderState.of(kafka)).isEqualTo(before);
    }

    @Test
    void copy_thatFails_leavesNoHalfFile() throws IOException {
        Path to = kafka.resolve("libs/full");
        FakeJars.write(to.resolve("file"), "in the way of a rename");
        List<String> before = libs();

        assertThatThrownBy(() -> KafkaFiles.copy(bundle.resolve("config/java.security.17"), to))
                .isInstanceOf(IOException.class);

        assertThat(libs()).isEqualTo(before);
    }

    private CliRun install(Path from, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("install", "--kafka", kafka.toString(), "--bundle", from.toString()));
        arguments.addAll(List.of(options));
        return CliRun.of(arguments);
    }

    private CliRun undo(String... options) {
        List<String> arguments = new ArrayList<>(List.of("install", "--undo", "--kafka", kafka.toString()));
        arguments.addAll(List.of(options));
        return CliRun.of(arguments);
    }

    private List<String> libs() throws IOException {
        try (Stream<Path> files = Files.list(kafka.resolve("libs"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
