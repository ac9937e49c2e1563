package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import io.kafkafips.cli.doctor.node.Host;
import io.kafkafips.cli.doctor.node.JmxFacts;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Libs;
import io.kafkafips.cli.doctor.node.LiveProcess;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.ProcFolder;
import io.kafkafips.cli.doctor.node.ScramUser;
import io.kafkafips.cli.doctor.node.SecurityFile;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.PropertiesFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** The node in the making. What is given by name comes before what a process shows. Not thread-safe. */
final class NodeInputs {
    private static final String SECURITY_PROPERTY = "java.security.properties";

    private final Path proc;
    private final Map<Kind, ConfigFile> files = new TreeMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<LiveProcess> processes = new ArrayList<>();
    private final List<Jvm> jvms = new ArrayList<>();
    private final List<SecurityFile> securityFiles = new ArrayList<>();
    private final List<Libs> libs = new ArrayList<>();
    private final List<JmxFacts> jmx = new ArrayList<>();
    private final List<ScramUser> scramUsers = new ArrayList<>();
    private JavaHome javaHome = JavaHome.own();

    NodeInputs(Path proc) {
        this.proc = proc;
    }

    /** A running node. */
    void addProcess(long pid) {
        ProcFolder folder = new ProcFolder(proc.resolve(String.valueOf(pid)));
        try {
            LiveProcess process = folder.read(pid);
            JavaCommand command = JavaCommand.of(process, folder);
            processes.add(process);
            names.add(process.subject());
            jvms.add(command.jvm());
            javaHome = JavaHome.of(proc.resolve(String.valueOf(pid)));
            Libs seen = Libs.ofClassPath(command.classPath());
            if (!seen.jars().isEmpty()) {
                libs.add(seen);
            }
            Path file = command.settingsFile();
            if (file != null) {
                Map<String, String> settings = new TreeMap<>(resolved(file, "--pid"));
                settings.putAll(command.overrides());
                files.put(Kind.SERVER, new ConfigFile(Kind.SERVER, file, settings));
            }
        } catch (IOException e) {
            throw CommandFailure.usage(
                    "--pid " + pid + " cannot be read", "the process of a node, as its user or as root", e);
        }
    }

    /** A properties file. */
    void addFile(Kind kind, Path file, String option) {
        files.put(kind, new ConfigFile(kind, file, resolved(file, option)));
        names.add(file.toString());
    }

    /** As Kafka reads it, by {@code config.providers}. */
    private static Map<String, String> resolved(Path file, String option) {
        Map<String, String> read = PropertiesFiles.read(file, option);
        try {
            Map<String, String> settings = new TreeMap<>();
            new AbstractConfig(new ConfigDef(), read, false)
                    .originals()
                    .forEach((key, value) -> settings.put(key, String.valueOf(value)));
            return settings;
        } catch (KafkaException e) {
            throw CommandFailure.usage(
                    option + " " + file + " has a config provider that does not work here",
                    "run where the node runs, as its user",
                    e);
        }
    }

    /** Flags, or a file with them. */
    void addFlags(String flagsOrFile) {
        jvms.clear();
        jvms.add(Jvm.parse("--jvm-options", text(flagsOrFile)));
        names.add("--jvm-options");
    }

    private static String text(String flagsOrFile) {
        if (flagsOrFile.isBlank() || flagsOrFile.strip().startsWith("-")) {
            return flagsOrFile;
        }
        try {
            return Files.readString(Path.of(flagsOrFile));
        } catch (IOException | InvalidPathException e) {
            throw CommandFailure.usage(
                    "--jvm-options is neither flags nor a file that can be read",
                    "--jvm-options \"-D...\", or a file with the words of KAFKA_OPTS",
                    e);
        }
    }

    /** The file that is named, or the one of the flags. */
    void addSecurityFile(@Nullable Path named) {
        if (named != null) {
            securityFiles.add(new SecurityFile(named, PropertiesFiles.read(named, "--java-security")));
            names.add(named.toString());
            return;
        }
        jvms.stream()
                .flatMap(jvm -> jvm.property(SECURITY_PROPERTY).stream())
                .map(value -> Path.of(value.startsWith("=") ? value.substring(1) : value))
                .filter(Files::isReadable)
                .forEach(
                        file -> securityFiles.add(new SecurityFile(file, PropertiesFiles.read(file, "--jvm-options"))));
    }

    void addJmx(JmxFacts facts) {
        jmx.add(facts);
        names.add("JMX " + facts.address());
    }

    void addScramUsers(List<ScramUser> users) {
        scramUsers.addAll(users);
        names.add(users.size() + " SCRAM credentials");
    }

    /** A folder of jars, in place of those of a process. */
    void addLibs(Path folder) {
        try {
            libs.clear();
            libs.add(Libs.read(folder));
            names.add(folder.toString());
        } catch (IOException e) {
            throw CommandFailure.usage("--libs " + folder + " cannot be read", "--libs <libs folder of a Kafka>", e);
        }
    }

    boolean hasLibs() {
        return !libs.isEmpty();
    }

    /** Whether anything is known of a broker or controller. */
    boolean isServer() {
        return files.containsKey(Kind.SERVER) || !processes.isEmpty() || !jvms.isEmpty();
    }

    /** What was given, for the report. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** The program that the node runs on, else that of this process. */
    Path java() {
        return javaHome.java();
    }

    Node node() {
        return new Node(
                List.copyOf(files.values()),
                jvms,
                securityFiles,
                libs,
                processes,
                jmx,
                scramUsers,
                new Host(
                        proc,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        javaHome.feature(),
                        Clock.systemUTC().instant()));
    }
}
