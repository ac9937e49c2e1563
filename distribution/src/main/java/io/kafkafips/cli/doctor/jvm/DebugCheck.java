package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import java.util.List;
import java.util.stream.Stream;

/** Flags with which somebody looks into the JVM: a debugger, the records of TLS in the log, the heap with its keys on disk. */
final class DebugCheck implements JvmCheck {
    private static final Rule DEBUGGER =
            Rule.error("jvm-debugger", "A debugger can connect and run code without a password", "CM-7, AC-3");
    private static final Rule OUTPUT =
            Rule.warning("jvm-debug-output", "Handshakes and plaintext of TLS are printed", "SC-8, AU-9");
    private static final Rule HEAP =
            Rule.advice("jvm-heap-dump", "A full heap is written to disk, keys among it", "SC-12, SC-28");

    @Override
    public List<Rule> rules() {
        return List.of(DEBUGGER, OUTPUT, HEAP);
    }

    @Override
    public void judge(Jvm jvm, Findings findings) {
        none(DEBUGGER, jvm, debuggers(jvm), findings);
        none(OUTPUT, jvm, List.of("-Djavax.net.debug", "-Djava.security.debug"), findings);
        none(HEAP, jvm, List.of("-XX:+HeapDumpOnOutOfMemoryError"), findings);
    }

    /** The agent by its name, or by the path of its library. */
    private static List<String> debuggers(Jvm jvm) {
        Stream<String> byPath =
                jvm.starting("-agentpath:").stream().filter(flag -> flag.split("=", 2)[0].contains("jdwp"));
        return Stream.concat(Stream.of("-agentlib:jdwp", "-Xrunjdwp"), byPath).toList();
    }

    private static void none(Rule rule, Jvm jvm, List<String> prefixes, Findings findings) {
        List<String> seen = prefixes.stream()
                .flatMap(prefix -> jvm.starting(prefix).stream())
                .flatMap(flag -> Stream.of(flag.split("=", 2)[0]))
                .distinct()
                .toList();
        findings.expect(
                seen.isEmpty(),
                rule,
                jvm.origin(),
                seen.isEmpty() ? "none of " + prefixes : String.join(" ", seen),
                "take the flag out");
    }
}
