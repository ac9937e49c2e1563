package io.kafkafips.cli.acl;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kafka-fips acls}: all ACLs of a cluster; as JSON a file for {@code --acls} of other commands. */
@Command(
        name = "acls",
        description = "Lists all ACLs. With --json the output is a file for --acls of acl-review and explain.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AclsCommand implements Callable<Integer> {
    @Mixin
    private AclOptions acls;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<AclRule> rules = acls.rules();
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("source", acls.source());
        summary.put("count", rules.size());
        output.print(new Report(summary, List.of(), AclFile.table(rules), false));
        return ExitCode.OK;
    }
}
