package io.kafkafips.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code distribution/release} in two folders, for two users' habits: same sources and same JDK, same bytes. A throw-away key
 * signs the one.
 */
@Tag("conformance")
class ReproducibleBuildIT {
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/reproducible");

    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".idea", ".vscode", "node_modules");

    @Test
    void release_fromTwoFolders_sameBytesAndGoodSignatures() throws Exception {
        FreshFolder.of(FOLDER);
        Path key = FOLDER.resolve("release-key.pem");
        done(List.of(
                "openssl",
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-out",
                key.toString()));

        Path first = release(
                "one",
                "umask 077; chmod -R go-rwx \"$(dirname \"$0\")/..\"; export TZ=Asia/Tokyo LC_ALL=C",
                List.of("--openssl", key.toString()));
        Path second = release("another-folder", "umask 022; export TZ=America/Lima", List.of());

        List<Path> made = archives(first);
        assertThat(made).hasSize(2);
        for (Path file : made) {
            Path other = second.resolve(file.getFileName());
            assertThat(Files.mismatch(file, other)).as(file + " and " + other).isEqualTo(-1);
        }
        for (String sums : List.of("SHA256SUMS", "SHA512SUMS", "sbom.cdx.json", "cbom.cdx.json")) {
            assertThat(first.resolve(sums)).hasSameBinaryContentAs(second.resolve(sums));
        }
        assertSignatureHolds(first, made.get(0));
    }

    /** Also that it fails for another file. */
    private static void assertSignatureHolds(Path folder, Path file) throws IOException {
        Path signature = folder.resolve(file.getFileName() + ".sig");
        assertThat(verify(folder, signature, file)).isZero();
        Path altered = Files.copy(file, folder.resolve("altered"));
        byte[] bytes = Files.readAllBytes(altered);
        bytes[bytes.length - 1] ^= 1;
        Files.write(altered, bytes);
        assertThat(verify(folder, signature, altered)).isNotZero();
    }

    private static int verify(Path folder, Path signature, Path file) {
        return Command.run(
                        List.of(
                                "openssl",
                                "dgst",
                                "-sha256",
                                "-verify",
                                folder.resolve("release-key.pem").toString(),
                                "-signature",
                                signature.toString(),
                                file.toString()),
                        TIMEOUT)
                .exitCode();
    }

    private static Path release(String name, String habits, List<String> options) throws IOException {
        Path copy = FOLDER.resolve(name);
        copySources(Checkout.root(), copy);
        Path output = FOLDER.resolve(name + "-release");
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                habits + "; exec \"$0\" \"$@\"",
                copy.resolve("distribution/release").toString(),
                "--output",
                output.toString()));
        command.addAll(options);
        done(command);
        return output;
    }

    private static void done(List<String> command) {
        CommandResult result =
                Command.run(command, Map.of("JAVA_HOME", Jdk.current().home().toString()), "", TIMEOUT);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(tar\\.gz|zip)"))
                    .sorted()
                    .toList();
        }
    }

    /** Without what a build makes: {@code git} need not be there. */
    private static void copySources(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_SOURCES.contains(String.valueOf(folder.getFileName())) && !folder.equals(from)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !file.endsWith(".git")) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
