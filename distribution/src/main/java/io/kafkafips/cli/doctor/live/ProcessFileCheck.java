package io.kafkafips.cli.doctor.live;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.LiveProcess;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;
import java.util.regex.Pattern;

/** What a running node has open: the module's native library, and jars that are not what lies in their place any more. */
final class ProcessFileCheck implements Check {
    private static final Pattern NATIVE = Pattern.compile(".*/libbc-(?!probe)[a-z-]+\\.so( \\(deleted\\))?");
    private static final String GONE = ".jar (deleted)";
    private static final Rule JAVA_ALONE = Rule.warning(
            "process-native", "The running node has not mapped the module's native library", "SC-5, SC-13");
    private static final Rule REPLACED =
            Rule.warning("process-replaced-jar", "Jars were replaced under the running node", "CM-6, SI-7");

    @Override
    public List<Rule> rules() {
        return List.of(JAVA_ALONE, REPLACED);
    }

    @Override
    public String needs() {
        return "--pid, as the node's user or root";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (LiveProcess process : node.processes()) {
            if (!process.files().isEmpty()) {
                judge(process, findings);
            }
        }
    }

    private static void judge(LiveProcess process, Findings findings) {
        List<String> mapped = process.files().stream()
                .filter(file -> NATIVE.matcher(file).matches())
                .sorted()
                .toList();
        findings.expect(
                !mapped.isEmpty(),
                JAVA_ALONE,
                process.subject(),
                mapped.isEmpty() ? "no libbc-*.so is mapped" : mapped.toString(),
                "x86-64 Linux, and -Djava.io.tmpdir on a file system that is writable and not mounted noexec");
        List<String> gone = process.files().stream()
                .filter(file -> file.endsWith(GONE))
                .sorted()
                .toList();
        findings.expect(
                gone.isEmpty(),
                REPLACED,
                process.subject(),
                gone.isEmpty() ? "every open jar is there" : gone.toString(),
                "restart the node");
    }
}
