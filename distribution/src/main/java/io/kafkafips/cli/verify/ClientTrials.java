package io.kafkafips.cli.verify;

import io.kafkafips.cli.cluster.ClientSettings;
import io.kafkafips.cli.verify.wire.Credentials;
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
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** The tests of what clients have to prove before a listener listens to them. */
final class ClientTrials {
    private static final String OPTION = "--refused-config";
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
        trials.put(Check.CLIENT_NO_CERTIFICATE, withoutTrust(() -> null));
        trials.put(Check.CLIENT_SELF_MADE_CERTIFICATE, withoutTrust(HandshakeProbe::selfMade));
        trials.put(Check.CLIENT_REFUSED_IDENTITY, this::refusedIdentities);
        return trials;
    }

    private Trial withoutTrust(Supplier<@Nullable Credentials> client) {
        return mutualTls
                ? targets.each(target -> attempts(target, client.get()))
                : () -> Outcome.skipped("clients prove by SASL who they are: security.protocol=SASL_SSL");
    }

    private Outcome attempts(Target target, @Nullable Credentials client) throws IOException {
        Map<String, HandshakeProbe.Attempt> seen = new HashMap<>();
        List<String> evidence = new ArrayList<>();
        for (String protocol : PROTOCOLS) {
            HandshakeProbe.Attempt attempt =
                    new HandshakeProbe().attempt(target, protocol, client, certificates.keys(target));
            seen.put(protocol, attempt);
            evidence.add(protocol + ": " + attempt.seen());
        }
        boolean admitted = seen.values().stream().anyMatch(attempt -> attempt.verdict() == Verdict.ADMITTED);
        boolean told = seen.values().stream().anyMatch(attempt -> attempt.verdict() == Verdict.REFUSED);
        return Outcome.of(
                told && !admitted, (told || admitted ? "" : "cannot be told: ") + String.join(", ", evidence));
    }

    private Outcome refusedIdentities() throws Exception {
        if (refused.isEmpty()) {
            return Outcome.skipped("--refused-config <client properties> is not given");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : refused) {
            Map<String, Object> settings = ClientSettings.read(file, OPTION, null);
            Outcome outcome = settings.containsKey("ssl.keystore.location")
                    ? byCertificate(Credentials.of(settings, OPTION))
                    : bySasl(settings);
            outcomes.add(new Outcome(
                    outcome.result(),
                    outcome.evidence().stream()
                            .map(line -> file.getFileName() + ", " + line)
                            .toList()));
        }
        return Outcome.all(outcomes);
    }

    private Outcome byCertificate(Credentials credentials) throws Exception {
        return targets.each(target -> attempts(target, credentials)).run();
    }

    private Outcome bySasl(Map<String, Object> settings) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Target target : targets.all()) {
            Map<String, Object> one = new HashMap<>(settings);
            one.put("bootstrap.servers", target.toString());
            try (Admin admin = Admin.create(one)) {
                admin.describeCluster().nodes().get();
                outcomes.add(Outcome.fail(target + ": is let in"));
            } catch (ExecutionException e) {
                // a handshake that fails says nothing of the login behind it
                boolean refusal = e.getCause() instanceof AuthenticationException
                        && !(e.getCause() instanceof SslAuthenticationException);
                outcomes.add(Outcome.of(refusal, target + (refusal ? ": " : ": cannot be told: ") + e.getCause()));
            }
        }
        return Outcome.all(outcomes);
    }
}
