package io.kafkafips.cli.verify;

import io.kafkafips.cli.cluster.ClientSettings;
import io.kafkafips.cli.verify.wire.HandshakeProbe;
import io.kafkafips.cli.verify.wire.HandshakeProbe.Attempt.Verdict;
import io.kafkafips.cli.verify.wire.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;

/** The tests of what clients have to prove before a listener listens to them. */
final class ClientTrials {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final Targets targets;
    private final ServerCertificates certificates;
    private final List<Path> refused;
    private final boolean mutualTls;

    /**
     * Makes them.
     *
     * @param refused client properties with identities that have to be refused
     * @param mutualTls whether clients prove by their certificate who they are
     */
    ClientTrials(Targets targets, ServerCertificates certificates, List<Path> refused, boolean mutualTls) {
        this.targets = targets;
        this.certificates = certificates;
        this.refused = List.copyOf(refused);
        this.mutualTls = mutualTls;
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.put(Check.CLIENT_NO_CERTIFICATE, withoutTrust(HandshakeProbe.Client.NO_CERTIFICATE));
        trials.put(Check.CLIENT_SELF_MADE_CERTIFICATE, withoutTrust(HandshakeProbe.Client.SELF_MADE_CERTIFICATE));
        trials.put(Check.CLIENT_REFUSED_IDENTITY, this::refusedIdentities);
        return trials;
    }

    private Trial withoutTrust(HandshakeProbe.Client client) {
        return mutualTls
                ? targets.each(target -> attempts(target, client))
                : () -> Outcome.skipped("clients prove by SASL who they are: security.protocol=SASL_SSL");
    }

    private Outcome attempts(Target target, HandshakeProbe.Client client) throws IOException {
        Map<String, HandshakeProbe.Attempt> seen = new HashMap<>();
        List<String> evidence = new ArrayList<>();
        for (String protocol : PROTOCOLS) {
            HandshakeProbe.Attempt attempt =
                    new HandshakeProbe().attempt(target, protocol, client, certificates.keys(target));
            seen.put(protocol, attempt);
            evidence.add(protocol + ": " + attempt.seen());
        }
        boolean served = seen.values().stream().anyMatch(attempt -> attempt.verdict() == Verdict.SERVED);
        boolean told = seen.values().stream().anyMatch(attempt -> attempt.verdict() == Verdict.REFUSED);
        return Outcome.of(told && !served, (told || served ? "" : "cannot be told: ") + String.join(", ", evidence));
    }

    private Outcome refusedIdentities() throws InterruptedException {
        if (refused.isEmpty()) {
            return Outcome.skipped("--refused-config <client properties> is not given");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : refused) {
            for (Target target : targets.all()) {
                Outcome outcome = refusedIdentity(file, target);
                outcomes.add(new Outcome(
                        outcome.result(),
                        List.of(target + ", " + file.getFileName() + ": "
                                + outcome.evidence().get(0))));
            }
        }
        return Outcome.all(outcomes);
    }

    private static Outcome refusedIdentity(Path file, Target target) throws InterruptedException {
        Map<String, Object> settings = ClientSettings.read(file, "--refused-config", target.toString());
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get();
            return Outcome.fail("is let in");
        } catch (ExecutionException e) {
            return e.getCause() instanceof AuthenticationException
                    ? Outcome.pass(String.valueOf(e.getCause().getMessage()))
                    : Outcome.fail("cannot be told: " + e.getCause());
        }
    }
}
