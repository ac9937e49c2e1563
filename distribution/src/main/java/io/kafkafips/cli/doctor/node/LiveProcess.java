package io.kafkafips.cli.doctor.node;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A running node, as the kernel shows it; nothing is attached to it. Immutable.
 *
 * @param pid number of the process
 * @param command its command line
 * @param environment variables it was started with; empty when they may not be read
 * @param files files that it has mapped or open, as the kernel names them
 * @param user numeric id of its effective user; -1 when it is not known
 */
public record LiveProcess(
        long pid, List<String> command, Map<String, String> environment, Set<String> files, int user) {
    public LiveProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        files = Set.copyOf(files);
    }

    public String subject() {
        return "process " + pid;
    }
}
