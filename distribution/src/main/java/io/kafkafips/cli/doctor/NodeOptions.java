package io.kafkafips.cli.doctor;

import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import io.kafkafips.cli.doctor.node.Libs;
import io.kafkafips.cli.output.CommandFailure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that name what is examined. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class NodeOptions {
    private static final String SERVER = "--server-properties";
    private static final String CLIENT = "--client-properties";
    private static final String CONNECT = "--connect-properties";
    private static final String SECURITY = "--java-security";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = SERVER, paramLabel = "<file>", description = "server.properties of a broker or controller")
    private @Nullable Path serverProperties;

    @Option(names = CLIENT, paramLabel = "<file>", description = "properties of a client")
    private @Nullable Path clientProperties;

    @Option(names = CONNECT, paramLabel = "<file>", description = "properties of a worker of Kafka Connect")
    private @Nullable Path connectProperties;

    @Option(
            names = SECURITY,
            paramLabel = "<file>",
            description = "java.security of the node; default: the file that the JVM's flags name")
    private @Nullable Path javaSecurity;

    @Option(
            names = "--jvm-options",
            paramLabel = "<flags or file>",
            description = "flags of the node's JVM, as in KAFKA_OPTS, or a file with them")
    private @Nullable String jvmOptions;

    @Option(
            names = "--libs",
            paramLabel = "<folder>",
            description = "jars of the node; default: those of its process, else libs of --kafka")
    private @Nullable Path libs;

    @Option(
            names = "--pid",
            paramLabel = "<number>",
            description = "a running node: flags, settings and jars are read from /proc, nothing is attached to it")
    private @Nullable Long pid;

    @Option(names = "--jmx", paramLabel = "<host:port>", description = "JMX port of a running node")
    private @Nullable String jmx;

    @Option(
            names = "--jmx-credentials",
            paramLabel = "<file>",
            description = "with --jmx: a properties file with username and password")
    private @Nullable Path jmxCredentials;

    @Option(
            names = "--proc",
            paramLabel = "<folder>",
            defaultValue = "/proc",
            description = "where the proc file system is mounted; default: ${DEFAULT-VALUE}")
    private Path proc;

    @Mixin
    private ClusterOptions cluster;

    /** Reads all of it. */
    NodeInputs inputs() {
        NodeInputs inputs = new NodeInputs(proc);
        if (pid != null) {
            inputs.addProcess(pid);
        }
        if (serverProperties != null) {
            inputs.addFile(Kind.SERVER, serverProperties, SERVER);
        }
        if (clientProperties != null) {
            inputs.addFile(Kind.CLIENT, clientProperties, CLIENT);
        }
        if (connectProperties != null) {
            inputs.addFile(Kind.CONNECT, connectProperties, CONNECT);
        }
        if (jvmOptions != null) {
            inputs.addFlags(jvmOptions);
        }
        inputs.addSecurityFile(javaSecurity);
        if (jmx != null) {
            inputs.addJmx(JmxReader.read(jmx, jmxCredentials));
        }
        if (cluster.isGiven()) {
            inputs.addScramUsers(ScramUsers.of(cluster));
        }
        if (inputs.names().isEmpty() && libs == null) {
            throw CommandFailure.usage(
                    "nothing to examine",
                    SERVER + " <file> --jvm-options <flags or file>, or --pid <number>; more with --help");
        }
        addLibs(inputs);
        return inputs;
    }

    private void addLibs(NodeInputs inputs) {
        Path kafka = kafka();
        if (libs != null) {
            inputs.addLibs(libs);
        } else if (kafka != null && inputs.isServer() && !inputs.hasLibs()) {
            inputs.addLibs(Libs.isKafka(kafka.resolve("libs")) ? kafka.resolve("libs") : kafka);
        }
    }

    private @Nullable Path kafka() {
        OptionSpec option = command.root().findOption("--kafka");
        Path given = option == null ? null : option.getValue();
        String home = System.getenv("KAFKA_HOME");
        return given != null ? given : home == null || home.isEmpty() ? null : Path.of(home);
    }
}
