package io.kafkafips.tiered.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFolderTest {
    private static final String OF_ANOTHER_PROCESS = "kafkafips-spool-1-2-3";

    @TempDir
    Path parent;

    /** Holds the lock of a spool folder until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.out.println(channel.tryLock() == null ? "refused" : "locked");
                System.out.flush();
                System.in.readAllBytes();
            }
        }
    }

    @Test
    void removeLeftovers_ofAProcessThatIsGone_removesThem() throws Exception {
        Path left = leftover();
        try (SpoolFolder spool = new SpoolFolder(parent)) {
            int removed = spool.removeLeftovers();

            assertThat(removed).isEqualTo(1);
            assertThat(left).doesNotExist();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void removeLeftovers_ofAProcessThatLives_leavesThemAlone() throws Exception {
        Path left = leftover();
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        left.resolve("lock").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (SpoolFolder spool = new SpoolFolder(parent);
                BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("locked");

            int whileItLives = spool.removeLeftovers();
            holder.getOutputStream().close();
            holder.waitFor();
            int afterwards = spool.removeLeftovers();

            assertThat(whileItLives).isZero();
            assertThat(afterwards).isEqualTo(1);
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void removeLeftovers_ofAnotherSpoolOfThisProcess_leavesThemAlone() throws Exception {
        try (SpoolFolder one = new SpoolFolder(parent);
                SpoolFolder other = new SpoolFolder(parent);
                SpooledUpload upload = one.begin()) {
            int removed = other.removeLeftovers();

            assertThat(removed).isZero();
            assertThat(children()).hasSize(1);
            assertThat(upload).isNotNull();
        }
    }

    @Test
    void removeLeftovers_ofWhatOnlyLooksLikeThem_leavesItAlone() throws Exception {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path precious = Files.createFile(elsewhere.resolve("lock"));
        Files.createSymbolicLink(parent.resolve(OF_ANOTHER_PROCESS), elsewhere);
        Files.createFile(parent.resolve("kafkafips-spool-file"));
        try (SpoolFolder spool = new SpoolFolder(parent)) {
            int removed = spool.removeLeftovers();

            assertThat(removed).isZero();
            assertThat(precious).exists();
            assertThat(children()).hasSize(3);
        }
    }

    @Test
    void removeLeftovers_withALinkInside_doesNotFollowIt() throws Exception {
        Path precious = Files.createFile(
                Files.createDirectory(parent.resolve("precious")).resolve("file"));
        Files.createSymbolicLink(leftover().resolve("link"), precious.getParent());
        try (SpoolFolder spool = new SpoolFolder(parent)) {
            spool.removeLeftovers();

            assertThat(precious).exists();
        }
    }

    @Test
    void removeLeftovers_ofAProcessThatDiedAtOnce_removesTheEmptyFolder() throws Exception {
        Files.createDirectory(parent.resolve(OF_ANOTHER_PROCESS));
        try (SpoolFolder spool = new SpoolFolder(parent)) {
            int removed = spool.removeLeftovers();

            assertThat(removed).isEqualTo(1);
        }
    }

    @Test
    void begin_afterSomeoneTidiedUp_makesTheFolderAgain() throws Exception {
        try (SpoolFolder spool = new SpoolFolder(parent)) {
            spool.begin().close();
            OwnFiles.deleteTree(children().get(0));

            try (SpooledUpload upload = spool.begin()) {
                assertThat(upload).isNotNull();
                assertThat(children()).hasSize(1);
            }
        }
    }

    @Test
    void begin_afterClose_isRefused() throws Exception {
        SpoolFolder spool = new SpoolFolder(parent);
        spool.close();

        assertThatIOException().isThrownBy(spool::begin);
        assertThat(parent).isEmptyDirectory();
    }

    private Path leftover() throws IOException {
        Path left = Files.createDirectory(parent.resolve(OF_ANOTHER_PROCESS));
        Files.createFile(left.resolve("lock"));
        Path upload = Files.createDirectory(left.resolve("upload"));
        Files.write(upload.resolve("00000000000000000000.log"), new byte[100]);
        return left;
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> paths = Files.list(parent)) {
            return paths.toList();
        }
    }
}
