package io.kafkafips.validator.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM as a broker has it: Kafka's jars, this product's jar as agent and in the class path, the FIPS module. */
final class KafkaJvm {
    private final Path folder;
    private final List<String> classPath = new ArrayList<>();
    private final List<String> options = new ArrayList<>(
            List.of(System.getProperty("kafkafips.fips.jvm").trim().split(" +")));
    private String agentArgument = "";

    KafkaJvm(Path folder) {
        this.folder = folder;
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("bouncycastle") || entry.contains("plugin-commons"))
                .forEach(classPath::add);
        Path libs = Path.of(System.getProperty("kafkafips.kafka.libs"));
        if (!Files.isDirectory(libs)) {
            throw new IllegalStateException(libs + " is missing: ./mvnw -pl kafka-runtime package");
        }
        classPath.add(jar());
        classPath.add(libs + "/*");
    }

    static String jar() {
        return System.getProperty("kafkafips.validator.jar");
    }

    KafkaJvm agentArgument(Object argument) {
        agentArgument = "=" + argument;
        return this;
    }

    KafkaJvm firstInClassPath(Path entry) {
        classPath.add(0, entry.toString());
        return this;
    }

    KafkaJvm withoutFips() {
        options.clear();
        return this;
    }

    Ended run(String... mainAndArguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add("-javaagent:" + jar() + agentArgument);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        command.addAll(List.of(mainAndArguments));
        command.add(1, "-Dlog4j2.configurationFile=" + logging());
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "still running: " + String.join(" ", command) + Files.readString(out) + Files.readString(err));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private Path logging() throws IOException {
        return Files.writeString(folder.resolve("log4j2.properties"), """
                appender.out.type=Console
                appender.out.name=out
                appender.out.layout.type=PatternLayout
                appender.out.layout.pattern=%p %m%n
                rootLogger.level=INFO
                rootLogger.appenderRef.out.ref=out
                """);
    }

    record Ended(int status, String out, String err) {}
}
