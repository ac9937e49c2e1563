package io.kafkafips.cli.doctor.node;

import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of the node under examination. Of what was not given there is none. Immutable.
 *
 * @param files settings
 * @param jvms flags of its JVM, at most one
 * @param securityFiles its {@code java.security}, at most one
 * @param libs its folder of jars, at most one
 * @param processes the running node, at most one
 * @param jmx what its JMX port showed, at most one
 * @param scramUsers SCRAM credentials of its cluster
 * @param host the machine
 */
public record Node(
        List<ConfigFile> files,
        List<Jvm> jvms,
        List<SecurityFile> securityFiles,
        List<Libs> libs,
        List<LiveProcess> processes,
        List<JmxFacts> jmx,
        List<ScramUser> scramUsers,
        Host host) {
    public Node {
        files = List.copyOf(files);
        jvms = List.copyOf(jvms);
        securityFiles = List.copyOf(securityFiles);
        libs = List.copyOf(libs);
        processes = List.copyOf(processes);
        jmx = List.copyOf(jmx);
        scramUsers = List.copyOf(scramUsers);
    }

    /** The files of a kind, at most one. */
    public List<ConfigFile> files(Kind kind) {
        return files.stream().filter(file -> file.kind() == kind).toList();
    }

    /** {@code server.properties}. */
    public Optional<ConfigFile> server() {
        return files(Kind.SERVER).stream().findFirst();
    }

    public Optional<Jvm> jvm() {
        return jvms.stream().findFirst();
    }

    public Optional<SecurityFile> securityFile() {
        return securityFiles.stream().findFirst();
    }

    /** The listeners of {@code server.properties}. */
    public List<Listener> listeners() {
        return server().map(Listener::of).orElse(List.of());
    }
}
