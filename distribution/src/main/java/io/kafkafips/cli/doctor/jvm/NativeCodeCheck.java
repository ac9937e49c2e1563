package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Mounts;
import io.kafkafips.cli.doctor.node.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the module can unpack and map its native library. A folder that is mounted {@code noexec} keeps the whole module from starting;
 * one that cannot be written, or another machine than x86-64 Linux, leaves it to Java code.
 */
final class NativeCodeCheck implements Check {
    private static final String VARIANT = "org.bouncycastle.native.cpu_variant";
    private static final String INSTALL_FOLDER = "org.bouncycastle.native.loader.install_dir";
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final Rule FOLDER = Rule.error(
            "jvm-native-folder", "The native library cannot be mapped: the module does not start", "SC-13, CP-10");
    private static final Rule OFF = Rule.warning(
            "jvm-native-off", "The module works without native code: AES-GCM is about 60 times slower", "SC-5, SC-13");

    @Override
    public List<Rule> rules() {
        return List.of(FOLDER, OFF);
    }

    @Override
    public String needs() {
        return "--jvm-options or --pid";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.jvm().ifPresent(jvm -> judge(node, jvm, findings));
    }

    private static void judge(Node node, Jvm jvm, Findings findings) {
        String system = node.host().system();
        String architecture = node.host().architecture();
        String variant = jvm.property(VARIANT).orElse("");
        if (variant.equals("java")) {
            findings.found(OFF, jvm.origin(), "-D" + VARIANT + "=java", "take the flag out");
            return;
        }
        if (!system.equals("Linux") || !List.of("amd64", "x86_64").contains(architecture)) {
            findings.found(
                    OFF, jvm.origin(), system + " on " + architecture, "x86-64 Linux; the module has no other library");
            return;
        }
        String key = jvm.property(INSTALL_FOLDER).isPresent() ? INSTALL_FOLDER : TEMPORARY;
        Path folder = Path.of(jvm.property(key).filter(path -> !path.isEmpty()).orElse("/tmp"));
        String process = node.processes().stream()
                .map(found -> String.valueOf(found.pid()))
                .findFirst()
                .orElse("self");
        Mounts mounts = Mounts.read(node.host().proc().resolve(process).resolve("mounts"));
        boolean forbidden = mounts.hasOption(folder, "noexec").orElse(false);
        boolean fixed = mounts.hasOption(folder, "ro").orElse(false) || !Files.isDirectory(folder);
        findings.expect(
                !forbidden,
                FOLDER,
                jvm.origin(),
                key + " is " + folder + (forbidden ? ", which is mounted noexec" : ""),
                "-D" + TEMPORARY + "=<a folder of the broker's user, not mounted noexec>, or -D" + VARIANT + "=java");
        findings.expect(
                !fixed,
                OFF,
                jvm.origin(),
                key + " is " + folder + (fixed ? ", where nothing can be written" : ""),
                "-D" + TEMPORARY + "=<a folder of the broker's user, not mounted noexec>");
    }
}
