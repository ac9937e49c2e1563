package io.kafkafips.validator.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JSON Schema Test Suite in the build folder: fetched once, of one version and with one digest. */
final class JsonSchemaSuite {
    private static final String VERSION = "4.25.1";
    private static final String REQUIREMENT = "jsonschema==" + VERSION
            + " --hash=sha256:e4a9655ce0da0c0b67a085847e00a3a51449e1157f4f75e9fb5aa545e122eb85\n";

    private JsonSchemaSuite() {}

    static Path fetched() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("kafkafips.root"), "plugin-record-validator/target/json-schema-suite");
        Path suite = folder.resolve("jsonschema-" + VERSION).resolve("json");
        if (!Files.isDirectory(suite.resolve("tests"))) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("requirements.txt"), REQUIREMENT);
            run(folder, "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "-r", "requirements.txt");
            run(folder, "tar", "xzf", "jsonschema-" + VERSION + ".tar.gz");
        }
        return suite;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("fetch.log");
        Process process = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " failed: " + Files.readString(log));
        }
    }
}
