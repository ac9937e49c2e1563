package io.kafkafips.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.commons.fips.FipsAttestation;
import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * {@code docs/compatibility.json}: the runs of the compatibility matrix that have passed, one for each Kafka, JDK and suite. The tests of
 * the matrix add to it when {@code -Dkafkafips.write.docs=true} is set, and never otherwise.
 */
public final class CompatibilityBook {
    private static final Duration GIT_TIMEOUT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private CompatibilityBook() {}

    /** The last line of a test that has passed: puts its run in place of the one before. */
    public static synchronized void passed(MatrixSuite suite, String kafka, Jdk jdk) {
        if (Boolean.getBoolean("kafkafips.write.docs")) {
            write(with(read(), run(suite, kafka, jdk)));
        }
    }

    static List<MatrixRun> read() {
        try {
            return List.of(JSON.readValue(Files.readString(file()), MatrixRun[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<MatrixRun> with(List<MatrixRun> runs, MatrixRun run) {
        List<MatrixRun> next = new ArrayList<>(runs);
        next.removeIf(run::isOfTheSameCellAs);
        next.add(run);
        next.sort(MatrixRun.ORDER);
        return List.copyOf(next);
    }

    /** One run on each line, so that a difference shows which. */
    static String text(List<MatrixRun> runs) {
        return runs.stream().map(CompatibilityBook::line).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static String line(MatrixRun run) {
        try {
            return JSON.writeValueAsString(run);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(List<MatrixRun> runs) {
        try {
            Files.writeString(file(), text(runs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MatrixRun run(MatrixSuite suite, String kafka, Jdk jdk) {
        FipsAttestation attestation = FipsRuntime.require("compatibility.json");
        return new MatrixRun(
                suite,
                kafka,
                nameOf(jdk),
                properties(resource()).getProperty("version", "unknown"),
                attestation.module(),
                attestation.nativeAcceleration().status(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                LocalDate.now(ZoneOffset.UTC).toString(),
                commit());
    }

    /** By the file {@code release} that every JDK has. */
    private static String nameOf(Jdk jdk) {
        try {
            Properties release = properties(Files.newInputStream(jdk.home().resolve("release")));
            return (release.getProperty("JAVA_VERSION", "") + " " + release.getProperty("IMPLEMENTOR", ""))
                    .replace("\"", "")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource() {
        InputStream in = CompatibilityBook.class.getResourceAsStream("/build.properties");
        if (in == null) {
            throw new IllegalStateException("No build.properties on the class path");
        }
        return in;
    }

    private static Properties properties(InputStream in) {
        try (in) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commit() {
        String commit = git("rev-parse", "--short", "HEAD").strip();
        return git("status", "--porcelain", "--", ".", ":!docs").isBlank() ? commit : commit + "+";
    }

    private static String git(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-C", Checkout.root().toString()));
        command.addAll(List.of(arguments));
        CommandResult result = Command.run(command, GIT_TIMEOUT);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(command + ": " + result.output());
        }
        return result.output();
    }

    private static Path file() {
        return Checkout.root().resolve("docs/compatibility.json");
    }
}
