package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Libs;
import io.kafkafips.cli.doctor.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the agent is the very jar in {@code libs}: of two copies the one in {@code libs} wins, whatever its version. */
final class AgentJarCheck implements Check {
    private static final String FLAG = "-javaagent:";
    private static final Rule OTHER =
            Rule.error("validator-agent-jar", "The agent's jar is not the one in libs", "CM-6, SI-7");

    @Override
    public List<Rule> rules() {
        return List.of(OTHER);
    }

    @Override
    public String needs() {
        return "--libs, and --jvm-options or --pid with the agent";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (Libs libs : node.libs()) {
            for (Jvm jvm : node.jvms()) {
                jvm.starting(FLAG).stream()
                        .filter(flag -> flag.contains(ValidationCheck.AGENT_JAR))
                        .map(flag -> flag.substring(FLAG.length()).split("=", 2)[0])
                        .forEach(jar -> judge(Path.of(jar), libs, findings));
            }
        }
    }

    private static void judge(Path jar, Libs libs, Findings findings) {
        boolean same = libs.jars().stream().anyMatch(other -> isSame(jar, other.file()));
        findings.expect(
                same,
                OTHER,
                jar.toString(),
                same
                        ? "among the jars that the node runs on"
                        : Files.exists(jar) ? "not in " + libs.folder() : "there is no such file",
                FLAG + libs.folder() + "/" + ValidationCheck.AGENT_JAR + "-<version>.jar");
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
