package io.kafkafips.cli.doctor.install;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jar;
import io.kafkafips.cli.doctor.node.Libs;
import io.kafkafips.cli.doctor.node.Permissions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who can change the code of the node. */
final class LibsPermissionCheck implements LibsCheck {
    private static final Rule WRITABLE =
            Rule.error("libs-writable", "More than the owner can change the jars that a node runs on", "CM-5(6), SI-7");
    private static final int MOST_NAMED = 5;

    @Override
    public List<Rule> rules() {
        return List.of(WRITABLE);
    }

    @Override
    public void judge(Libs libs, Findings findings) {
        List<String> writable = new ArrayList<>();
        addIfWritable(libs.folder(), writable);
        libs.jars().stream().map(Jar::file).forEach(jar -> addIfWritable(jar, writable));
        findings.expect(
                writable.isEmpty(),
                WRITABLE,
                libs.folder().toString(),
                writable.isEmpty()
                        ? "the folder and " + libs.jars().size() + " jars"
                        : writable.stream().limit(MOST_NAMED).toList()
                                + (writable.size() > MOST_NAMED
                                        ? " and " + (writable.size() - MOST_NAMED) + " more"
                                        : ""),
                "chmod go-w " + libs.folder() + " " + libs.folder() + "/*.jar, owned by root");
    }

    private static void addIfWritable(Path file, List<String> writable) {
        try {
            if (Permissions.of(file).isWritableByMore()) {
                writable.add(String.valueOf(file.getFileName()));
            }
        } catch (IOException e) {
            writable.add(file.getFileName() + " (cannot be looked at)");
        }
    }
}
