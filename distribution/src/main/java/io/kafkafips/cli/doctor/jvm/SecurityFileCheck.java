package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the JVM is started with a {@code java.security} file of its own that replaces the JDK's. */
final class SecurityFileCheck implements JvmCheck {
    private static final String PROPERTY = "java.security.properties";
    private static final Rule FILE =
            Rule.error("jvm-security-file", "The java.security of the JDK is in force, or merged", "SC-13, CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(FILE);
    }

    @Override
    public void judge(Jvm jvm, Findings findings) {
        String value = jvm.property(PROPERTY).orElse("");
        // -Dname==file: the second sign replaces the JDK's file, without it the two are merged
        boolean replaced = value.length() > 1 && value.charAt(0) == '=';
        boolean there = !replaced || Files.isReadable(Path.of(value.substring(1)));
        String seen = value.isEmpty() ? "no -D" + PROPERTY : "-D" + PROPERTY + "=" + value;
        String fault = value.isEmpty()
                ? ""
                : replaced ? ", which cannot be read" : ": one equal sign keeps the JDK's providers too";
        findings.expect(
                replaced && there,
                FILE,
                jvm.origin(),
                replaced && there ? seen : seen + fault,
                "-D" + PROPERTY + "==/etc/kafka/java.security.<17, 21 or 25>, with two equal signs");
    }
}
