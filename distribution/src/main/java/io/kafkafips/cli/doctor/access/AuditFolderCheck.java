package io.kafkafips.cli.doctor.access;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.cli.doctor.node.Permissions;
import io.kafkafips.commons.audit.AuditConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the audit trail has a folder, and who can change what is in it. */
final class AuditFolderCheck implements Check {
    private static final Rule FOLDER =
            Rule.error("audit-folder", "The audit trail has no folder it can be written to", "AU-5, AU-12");
    private static final Rule PERMISSIONS =
            Rule.error("audit-permissions", "The audit folder can be changed by more than its owner", "AU-9(4), AC-6");

    @Override
    public List<Rule> rules() {
        return List.of(FOLDER, PERMISSIONS);
    }

    @Override
    public String needs() {
        return "--server-properties with audit.directory";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.server()
                .map(server -> server.text(AuditConfig.DIRECTORY))
                .filter(folder -> !folder.isEmpty())
                .ifPresent(folder -> judge(Path.of(folder), findings));
    }

    private static void judge(Path folder, Findings findings) {
        // the node makes the folder, not what is above it
        Path above = folder.toAbsolutePath().getParent();
        Path existing = Files.exists(folder) || above == null ? folder : above;
        boolean good = Files.isDirectory(existing) && Files.isWritable(existing);
        String seen = existing.equals(folder) ? "it is there" : "the node makes it in " + existing;
        findings.expect(
                good,
                FOLDER,
                folder.toString(),
                good ? seen : existing + " is not there, is no folder, or cannot be written",
                "mkdir -p " + folder + ", owned by the broker's user, mode 750");
        if (Files.isDirectory(folder)) {
            try {
                Permissions permissions = Permissions.of(folder);
                findings.expect(
                        !permissions.isWritableByMore(),
                        PERMISSIONS,
                        folder.toString(),
                        permissions.text(),
                        "chmod 750 " + folder);
            } catch (IOException e) {
                findings.found(
                        PERMISSIONS, folder.toString(), "its permissions cannot be read", "run as the broker's user");
            }
        }
    }
}
