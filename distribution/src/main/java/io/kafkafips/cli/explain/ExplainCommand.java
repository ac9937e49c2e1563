package io.kafkafips.cli.explain;

import io.kafkafips.authorizer.acl.AccessPolicy;
import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.authorizer.acl.AclTrial;
import io.kafkafips.authorizer.acl.Decision;
import io.kafkafips.cli.acl.AclOptions;
import io.kafkafips.cli.certificate.BrokerOptions;
import io.kafkafips.cli.certificate.CertificateFile;
import io.kafkafips.cli.certificate.Client;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.cli.settings.ServerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips explain}: what the authorizer would answer to a request, and which rule decides. */
@Command(
        name = "explain",
        description =
                "Says what the authorizer would answer to a client with this certificate, and why: the decision is made by"
                        + " the broker's own code over the ACLs of the cluster. Exit code 1 when the answer is no.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "<certificate>",
            description = "PEM file, the leaf first, or DER file of the client")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "<operation>",
            converter = OperationConverter.class,
            description = "read, write, create, delete, alter, describe, describe-configs, alter-configs, ...")
    private AclOperation operation;

    @Parameters(
            index = "2",
            paramLabel = "<resource>",
            converter = ResourceConverter.class,
            description =
                    "topic:<name>, group:<name>, transactional-id:<name>, delegation-token:<name>, user:<name>, cluster")
    private ResourceConverter.Resource resource;

    @Option(
            names = "--host",
            paramLabel = "<address>",
            converter = AddressConverter.class,
            defaultValue = "0.0.0.0",
            description = "IP address of the client; default: ${DEFAULT-VALUE}, which no client has")
    private AddressConverter.Address host;

    @Mixin
    private AclOptions acls;

    @Mixin
    private BrokerOptions broker;

    @Mixin
    private ConditionOptions conditions;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        CertificateFile certificate = CertificateFile.read(file);
        Client client = broker.view().client(certificate);
        ServerSettings server = broker.server();
        Set<String> superUsers = server.superUsers();
        List<AclRule> rules = acls.rules();
        AclTrial trial =
                new AclTrial(rules, new AccessPolicy(superUsers, server.allowsWithoutAcl(), Clock.systemUTC()));
        AclTrial.Request request = new AclTrial.Request(
                client.names(), host.value(), client.certificateEnd(), resource.type(), resource.name(), operation);
        Decision overAcls = trial.decide(request);
        Decision decision = conditions.narrow(overAcls, request, certificate.leaf());
        output.print(new Report(
                summary(request, decision, rules.size()),
                List.of(principals(client.names(), superUsers)),
                matching(trial.matching(request), overAcls),
                false));
        return decision.allowed() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private Map<String, @Nullable Object> summary(AclTrial.Request request, Decision decision, int rules) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("decision", decision.allowed() ? "ALLOWED" : "DENIED");
        summary.put("request", request.operation() + " on " + request.type() + ":" + request.name());
        summary.put("host", request.address().getHostAddress());
        summary.put("rule", decision.reason());
        summary.put("why", Explanation.of(decision));
        summary.put("source", acls.source());
        summary.put("acls", rules);
        boolean narrowed = broker.server().all().containsKey("authorizer.conditions.file") && !conditions.isGiven();
        summary.put("notConsidered", narrowed ? "authorizer.conditions.file: --conditions is not given" : null);
        summary.put(
                "assumed",
                broker.server().isGiven()
                        ? null
                        : "no super users and Kafka's default names: --server-properties is not given");
        return summary;
    }

    private static Table principals(List<String> names, Set<String> superUsers) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        names.forEach(name -> rows.add(Table.row(name, superUsers.contains(name) ? "super user" : null)));
        return new Table("principals", List.of("principal", "note"), rows);
    }

    private static Table matching(List<AclRule> rules, Decision decision) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (AclRule rule : rules) {
            rows.add(Table.row(rows.size() + 1, rule.reason(), rule.equals(decision) ? "decides" : null));
        }
        return new Table("matchingAcls", List.of("number", "acl", "note"), rows);
    }
}
