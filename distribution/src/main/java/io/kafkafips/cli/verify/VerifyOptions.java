package io.kafkafips.cli.verify;

import io.kafkafips.cli.verify.wire.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the tests are tried on, and with which identities. Not thread-safe. */
@SuppressWarnings("FieldMayBeFinal") // picocli sets the fields
final class VerifyOptions {
    @Option(
            names = "--controller",
            split = ",",
            paramLabel = "<host:port>",
            description = "more addresses for the tests of TLS, such as controllers and listeners for others")
    private List<String> controllers = List.of();

    @Option(
            names = "--plaintext",
            split = ",",
            paramLabel = "<host:port>",
            description = "addresses where no Kafka must answer without TLS")
    private List<String> plaintext = List.of();

    @Option(
            names = "--refused-config",
            split = ",",
            paramLabel = "<file>",
            description =
                    "client properties with an identity that has to be refused: expired, revoked, of another authority")
    private List<Path> refused = List.of();

    @Option(
            names = "--unauthorized-config",
            paramLabel = "<file>",
            description = "client properties with an identity that was granted nothing")
    private @Nullable Path unauthorized;

    @Option(
            names = "--invalid-record-topic",
            paramLabel = "<topic>",
            description = "a topic whose policy refuses what is no JSON; without a policy the record stays in it")
    private @Nullable String invalidRecordTopic;

    @Option(names = "--tiered", description = "also send a topic of 3 MB to tiered storage, and read it back")
    private boolean tiered;

    @Option(
            names = "--tiered-wait",
            paramLabel = "<seconds>",
            defaultValue = "180",
            description =
                    "how long to wait for a segment to be stored, and to leave the broker; default: ${DEFAULT-VALUE}")
    private long tieredWaitSeconds;

    @Option(
            names = "--store",
            paramLabel = "<folder>",
            description = "with --tiered: the objects of tiered storage, such as the folder of the directory backend")
    private @Nullable Path store;

    @Option(
            names = "--broker-log",
            split = ",",
            paramLabel = "<file>",
            description = "logs of brokers since their start, for the attestation line")
    private List<Path> logs = List.of();

    @Option(
            names = "--days",
            paramLabel = "<number>",
            defaultValue = "0",
            description = "for how many days certificates have to be valid still; default: ${DEFAULT-VALUE}")
    private int days;

    /** Every test, ready to be carried out on a cluster. */
    Map<Check, Trial> trials(Cluster cluster, Clock clock) {
        Set<Target> addresses = new LinkedHashSet<>(cluster.addresses());
        controllers.forEach(text -> addresses.add(Target.parse(text, "--controller")));
        Targets targets = new Targets(List.copyOf(addresses));
        Targets suspected = new Targets(plaintext.stream()
                .map(text -> Target.parse(text, "--plaintext"))
                .toList());
        ServerCertificates certificates = new ServerCertificates();
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.putAll(new HelloTrials(targets).trials());
        trials.putAll(new CertificateTrials(targets, certificates, Duration.ofDays(days), clock).trials());
        trials.putAll(new ClientTrials(targets, certificates, refused, cluster.isMutualTls()).trials());
        trials.putAll(new PlaintextTrials(cluster, targets, suspected).trials());
        trials.putAll(new AclTrials(cluster).trials());
        trials.putAll(new DenialTrials(cluster, unauthorized).trials());
        trials.putAll(new RecordTrials(cluster, invalidRecordTopic).trials());
        trials.putAll(new TieredTrials(cluster, tiered, Duration.ofSeconds(tieredWaitSeconds), store, clock).trials());
        trials.putAll(new AttestationTrials(logs).trials());
        return trials;
    }
}
