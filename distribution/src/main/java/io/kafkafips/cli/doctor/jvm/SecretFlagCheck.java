package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Secrets;
import java.util.List;
import java.util.regex.Pattern;

/** Secrets among the flags: every user of the machine reads them in the process list. */
final class SecretFlagCheck implements JvmCheck {
    private static final Rule SECRET =
            Rule.error("jvm-secret-flag", "A secret stands on the command line", "IA-5(7), SC-28");

    /** Nothing, or a switch such as {@code jdk.tls.allowLegacyMasterSecret}. */
    private static final Pattern SWITCH = Pattern.compile(".*=(true|false)?");

    @Override
    public List<Rule> rules() {
        return List.of(SECRET);
    }

    @Override
    public void judge(Jvm jvm, Findings findings) {
        List<String> names = jvm.starting("-D").stream()
                .filter(flag -> flag.indexOf('=') > 0 && !SWITCH.matcher(flag).matches())
                .map(flag -> flag.substring(2, flag.indexOf('=')))
                .filter(Secrets::isSecret)
                // the path of a file
                .filter(name -> !name.endsWith(".file"))
                .toList();
        findings.expect(
                names.isEmpty(),
                SECRET,
                jvm.origin(),
                names.isEmpty() ? "no secret among " + jvm.flags().size() + " flags" : "-D" + names,
                "put the flag into a file that the broker's user alone can read, and name it as @<file> (JDK_JAVA_OPTIONS)");
    }
}
