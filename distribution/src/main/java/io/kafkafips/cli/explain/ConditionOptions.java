package io.kafkafips.cli.explain;

import io.kafkafips.authorizer.acl.AclTrial;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import io.kafkafips.authorizer.condition.ConditionFile;
import io.kafkafips.authorizer.condition.Origin;
import io.kafkafips.authorizer.condition.TlsVersion;
import io.kafkafips.cli.output.CommandFailure;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about conditions that narrow what ACLs allow, and about what they look at. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConditionOptions {
    private static final String OPTION = "--conditions";

    @Option(
            names = OPTION,
            paramLabel = "<file>",
            description =
                    "the policy file of authorizer.conditions.file, to narrow what ACLs allow as the broker does now")
    private @Nullable Path file;

    @Option(names = "--listener", paramLabel = "<name>", defaultValue = "", description = "listener, for conditions")
    private String listener;

    @Option(names = "--client-id", paramLabel = "<id>", defaultValue = "", description = "client id, for conditions")
    private String clientId;

    @Option(
            names = "--tls",
            paramLabel = "<version>",
            defaultValue = "TLSv1.3",
            description = "TLSv1.3 or TLSv1.2, for conditions; default: ${DEFAULT-VALUE}")
    private String tls;

    boolean isGiven() {
        return file != null;
    }

    /** What conditions make of the decision over ACLs, in the order of the authorizer. */
    Decision narrow(Decision decision, AclTrial.Request request, X509Certificate leaf) {
        if (file == null || !decision.allowed()) {
            return decision;
        }
        Origin origin = new Origin(
                request.principals(),
                listener.toUpperCase(Locale.ROOT),
                request.address(),
                clientId,
                TlsVersion.of(tls),
                leaf.getIssuerX500Principal().getName());
        Clock clock = Clock.systemUTC();
        DeniedByCondition denial = open(file, clock)
                .current()
                .check(
                        origin,
                        request.type(),
                        request.name(),
                        request.operation(),
                        decision == Decision.WithoutAcl.SUPER_USER,
                        clock);
        if (denial == null) {
            return decision;
        }
        return denial.dryRun() ? new Decision.WouldBeDenied(decision, denial) : denial;
    }

    private static ConditionFile open(Path file, Clock clock) {
        try {
            return ConditionFile.open(file, OPTION, clock);
        } catch (ConfigException e) {
            throw CommandFailure.usage(OPTION + " " + file + " is refused", "mend the place that is named", e);
        }
    }
}
