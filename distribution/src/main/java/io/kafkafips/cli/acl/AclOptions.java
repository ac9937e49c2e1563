package io.kafkafips.cli.acl;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.output.CommandFailure;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where ACLs come from: a live cluster, or a file. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AclOptions {
    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--acls",
            paramLabel = "<file>",
            description = "ACLs as kafka-fips acls --json printed them, instead of those of a live cluster")
    private @Nullable Path file;

    /** The ACLs, in the order of their words. */
    public List<AclRule> rules() {
        if (cluster.isGiven() == (file != null)) {
            throw CommandFailure.usage(
                    "ACLs of a cluster or of a file are expected, one of both",
                    "--bootstrap-server <host:port> --command-config <file>, or --acls <file>");
        }
        List<AclRule> rules = file == null ? fetch() : AclFile.read(file);
        return rules.stream().sorted(Comparator.comparing(AclRule::reason)).toList();
    }

    /** Where they came from, for a report. */
    public String source() {
        return file == null ? cluster.bootstrapServer() : file.toString();
    }

    /** The commands of {@code kafka-acls.sh} for the same cluster. */
    public KafkaAcls kafkaAcls() {
        Path config = cluster.commandConfig();
        return new KafkaAcls(cluster.bootstrapServer(), config == null ? "" : config.toString());
    }

    private List<AclRule> fetch() {
        Collection<AclBinding> bindings = cluster.ask(
                "its ACLs", admin -> admin.describeAcls(AclBindingFilter.ANY).values());
        return bindings.stream().map(AclOptions::rule).toList();
    }

    private static AclRule rule(AclBinding binding) {
        return new AclRule(
                binding.pattern().resourceType(),
                binding.pattern().name(),
                binding.pattern().patternType(),
                binding.entry().principal(),
                binding.entry().host(),
                binding.entry().operation(),
                binding.entry().permissionType());
    }
}
