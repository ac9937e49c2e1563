package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Node;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts a JVM for a few seconds with those flags of the node that decide over its cryptography. Agents, ports and memory are left out.
 */
public final class ProbeJvm implements Probe {
    private static final long LONGEST_SECONDS = 120;
    private static final List<String> KEPT = List.of(
            "-Djava.security.",
            "-Dorg.bouncycastle.",
            "-Djava.io.tmpdir",
            "-Djdk.",
            "-Dsecurerandom.",
            "-Dsun.security.",
            "--enable-native-access",
            "--add-opens",
            "--add-exports");

    private final Path java;

    /** @param java the program */
    public ProbeJvm(Path java) {
        this.java = java;
    }

    @Override
    public String run(Node node) throws IOException {
        Path printed = Files.createTempFile("kafka-fips-probe", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command(node)).redirectErrorStream(true).redirectOutput(printed.toFile());
            // they would add flags
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            await(builder.start());
            return Files.readString(printed);
        } finally {
            Files.delete(printed);
        }
    }

    private static void await(Process process) throws IOException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it did not end within " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the probe ran");
        } finally {
            process.destroyForcibly();
        }
    }

    List<String> command(Node node) {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        for (Jvm jvm : node.jvms()) {
            jvm.flags().stream()
                    .filter(flag -> KEPT.stream().anyMatch(flag::startsWith))
                    .forEach(command::add);
        }
        List<String> path = new ArrayList<>();
        node.libs().forEach(libs -> path.add(libs.folder().resolve("*").toString()));
        path.add(System.getProperty("java.class.path"));
        command.add("-cp");
        command.add(String.join(File.pathSeparator, path));
        command.add(ProbeProgram.class.getName());
        return command;
    }
}
