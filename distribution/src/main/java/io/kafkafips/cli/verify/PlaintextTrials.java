package io.kafkafips.cli.verify;

import io.kafkafips.cli.verify.wire.KafkaGreeting;
import io.kafkafips.cli.verify.wire.Target;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** The tests for connections without TLS. */
final class PlaintextTrials {
    private final Cluster cluster;
    private final Targets targets;
    private final Targets suspected;

    /**
     * Makes them.
     *
     * @param targets where TLS is expected
     * @param suspected where nobody must answer, if anybody listens at all
     */
    PlaintextTrials(Cluster cluster, Targets targets, Targets suspected) {
        this.cluster = cluster;
        this.targets = targets;
        this.suspected = suspected;
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        trials.put(Check.PLAINTEXT_ON_TLS, this::onEveryListener);
        trials.put(
                Check.PLAINTEXT_PORT,
                suspected.all().isEmpty()
                        ? () -> Outcome.skipped("--plaintext <host:port> is not given")
                        : suspected.each(PlaintextTrials::refusedOrClosed));
        trials.put(Check.LISTENER_PROTOCOLS, this::protocols);
        return trials;
    }

    private Outcome onEveryListener() throws Exception {
        Set<Target> all = new LinkedHashSet<>(targets.all());
        List<Outcome> outcomes = new ArrayList<>();
        try {
            cluster.listeners().forEach(listener -> all.add(listener.target()));
        } catch (ExecutionException e) {
            outcomes.add(Outcome.skipped("listeners of other names are not known: " + e.getCause()));
        }
        Set<Target> advertised = Set.copyOf(targets.all());
        outcomes.add(new Targets(List.copyOf(all))
                .each(target -> advertised.contains(target) ? refused(target) : refusedOrClosed(target))
                .run());
        return Outcome.all(outcomes);
    }

    private static Outcome refused(Target target) throws IOException {
        return KafkaGreeting.isAnsweredInPlaintext(target)
                ? Outcome.fail("a Kafka request without TLS is answered")
                : Outcome.pass("not answered");
    }

    private static Outcome refusedOrClosed(Target target) {
        try {
            return refused(target);
        } catch (UnknownHostException e) {
            return Outcome.fail("cannot be told: nobody knows a host of this name");
        } catch (IOException e) {
            return Outcome.pass("not reached from here: " + e.getMessage());
        }
    }

    private Outcome protocols() throws InterruptedException {
        try {
            List<Listener> listeners = cluster.listeners();
            return Outcome.all(listeners.stream()
                    .map(listener -> Outcome.of(listener.isEncrypted(), listener.toString()))
                    .toList());
        } catch (ExecutionException e) {
            return Outcome.skipped("this identity needs DESCRIBE_CONFIGS on the cluster: " + e.getCause());
        }
    }
}
