package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the kernel was booted in FIPS mode. The module does not depend on it; disk encryption and SSH of the machine do. */
final class KernelCheck implements Check {
    private static final String FLAG = "sys/crypto/fips_enabled";
    private static final Rule KERNEL = Rule.advice("host-kernel-fips", "The kernel is not in FIPS mode", "SC-13");

    @Override
    public List<Rule> rules() {
        return List.of(KERNEL);
    }

    @Override
    public String needs() {
        return "Linux";
    }

    @Override
    public void examine(Node node, Findings findings) {
        Path flag = node.host().proc().resolve(FLAG);
        String value = read(flag);
        findings.expect(
                value.equals("1"),
                KERNEL,
                "host",
                value.isEmpty() ? "no " + flag : flag + " is " + value,
                "fips=1 on the kernel's command line, as the distribution describes it");
    }

    private static String read(Path flag) {
        try {
            return Files.readString(flag).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
