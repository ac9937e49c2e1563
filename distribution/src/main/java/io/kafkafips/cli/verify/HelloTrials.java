package io.kafkafips.cli.verify;

import io.kafkafips.cli.verify.wire.CipherSuites;
import io.kafkafips.cli.verify.wire.ClientHello;
import io.kafkafips.cli.verify.wire.HelloProbe;
import io.kafkafips.cli.verify.wire.ServerAnswer;
import io.kafkafips.cli.verify.wire.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tests that one ClientHello decides: versions, cipher suites, groups, signature schemes, extensions. Whatever is offered is bad in one
 * thing and good in all others, so that a refusal is for that one thing; that the good is served, {@link Check#TLS_1_3} and
 * {@link Check#TLS_1_2} show.
 */
final class HelloTrials {
    private static final Integer[] X_CURVES = {0x1d, 0x1e};
    private static final Integer[] WEAK_CURVES = {0x16, 0x1a, 0x1b, 0x1c, 0x15, 0x13};

    /** rsa_pkcs1_sha1, ecdsa_sha1, and both with MD5. */
    private static final Integer[] SHA1 = {0x0201, 0x0203, 0x0101, 0x0103};

    private static final int MINIMUM_DH_BITS = 2048;
    private static final int DEFLATE = 1;

    private final HelloProbe probe = new HelloProbe();
    private final Targets targets;

    HelloTrials(Targets targets) {
        this.targets = targets;
    }

    Map<Check, Trial> trials() {
        Map<Check, Trial> trials = new EnumMap<>(Check.class);
        ClientHello good13 = ClientHello.of(ClientHello.TLS_1_3, CipherSuites.APPROVED_13);
        ClientHello good12 = ClientHello.of(ClientHello.TLS_1_2, CipherSuites.APPROVED_12);
        trials.put(Check.TLS_1_3, targets.each(target -> served(target, good13)));
        trials.put(Check.TLS_1_2, targets.each(target -> servedOrNewer(target, good12, good13)));
        trials.put(Check.SSL_3, refused(old(ClientHello.SSL_3)));
        trials.put(Check.TLS_1_0, refused(old(ClientHello.TLS_1_0)));
        trials.put(Check.TLS_1_1, refused(old(ClientHello.TLS_1_1)));
        trials.put(
                Check.SUITE_CHACHA20,
                refused(
                        ClientHello.of(ClientHello.TLS_1_3, CipherSuites.CHACHA20_13),
                        ClientHello.of(ClientHello.TLS_1_2, CipherSuites.CHACHA20_12)));
        trials.put(Check.SUITE_CBC, refused(CipherSuites.CBC));
        trials.put(Check.SUITE_RSA_KEY_EXCHANGE, refused(CipherSuites.RSA_KEY_EXCHANGE));
        trials.put(Check.SUITE_BROKEN_CIPHER, refused(CipherSuites.BROKEN_CIPHERS));
        trials.put(Check.SUITE_NO_ENCRYPTION, refused(CipherSuites.NO_ENCRYPTION));
        trials.put(Check.SUITE_ANONYMOUS, refused(CipherSuites.ANONYMOUS));
        trials.put(Check.GROUP_X25519, curves(X_CURVES, good13.withGroups(X_CURVES)));
        trials.put(Check.GROUP_WEAK_CURVE, curves(WEAK_CURVES));
        trials.put(Check.GROUP_DH_SIZE, targets.each(this::dhSize));
        // not in TLS 1.3: a server may agree to all else before it looks at these, and what follows is encrypted
        trials.put(Check.SIGNATURE_SHA1, refused(good12.withSchemes(SHA1)));
        trials.put(Check.EXTENDED_MASTER_SECRET, refused(good12.withoutExtendedMasterSecret()));
        trials.put(Check.COMPRESSION, targets.each(target -> uncompressed(target, good12)));
        trials.put(Check.RENEGOTIATION_INFO, targets.each(target -> renegotiationInfo(target, good12)));
        return trials;
    }

    private static ClientHello old(int version) {
        return ClientHello.of(version, CipherSuites.OLD);
    }

    /** Elliptic curves alone: with finite-field suites on offer, they would not matter. */
    private static ClientHello ephemeral(List<Integer> groups) {
        List<Integer> suites = CipherSuites.APPROVED_12.numbers().stream()
                .filter(number -> !CipherSuites.FINITE_FIELD.numbers().contains(number))
                .toList();
        return new ClientHello(ClientHello.TLS_1_2, suites, groups, ClientHello.APPROVED_SCHEMES, List.of(0), true);
    }

    private Trial refused(CipherSuites suites) {
        return refused(ClientHello.of(ClientHello.TLS_1_2, suites));
    }

    private Trial refused(ClientHello... offers) {
        return targets.each(target -> refusedBy(target, List.of(offers)));
    }

    private Outcome refusedBy(Target target, List<ClientHello> offers) throws IOException {
        Set<String> accepted = new LinkedHashSet<>();
        Set<String> refused = new LinkedHashSet<>();
        for (ClientHello offer : offers) {
            ServerAnswer answer = probe.send(target, offer);
            (answer.isAccepted() ? accepted : refused).add(answer.toString());
        }
        return accepted.isEmpty()
                ? Outcome.pass(String.join("; ", refused))
                : Outcome.fail(String.join("; ", accepted));
    }

    private Outcome served(Target target, ClientHello offer) throws IOException {
        ServerAnswer answer = probe.send(target, offer);
        return Outcome.of(answer.isAccepted() && answer.version() == offer.version(), answer.toString());
    }

    private Outcome servedOrNewer(Target target, ClientHello offer, ClientHello newer) throws IOException {
        Outcome outcome = served(target, offer);
        return outcome.result() == Result.FAIL && probe.send(target, newer).isAccepted()
                ? Outcome.skipped("TLS 1.3 alone: " + outcome.evidence().get(0))
                : outcome;
    }

    /**
     * Alone, the curves are refused. In TLS 1.2 they bind an EC certificate as well (RFC 8422, 5.1), so that a server with one has to
     * refuse whatever it thinks of them: therefore they are also put before approved ones, and the server's choice counts.
     */
    private Trial curves(Integer[] curves, ClientHello... more) {
        List<Integer> before = new ArrayList<>(List.of(curves));
        before.addAll(ClientHello.APPROVED_GROUPS);
        List<ClientHello> alone = new ArrayList<>(List.of(more));
        alone.add(ephemeral(List.of(curves)));
        return targets.each(target -> {
            Outcome refusal = refusedBy(target, alone);
            ServerAnswer answer = probe.send(target, ephemeral(before));
            return answer.isAccepted() && !ClientHello.APPROVED_GROUPS.contains(answer.group())
                    ? Outcome.fail("group 0x" + Integer.toHexString(answer.group()) + " is chosen before approved ones")
                    : refusal;
        });
    }

    private Outcome dhSize(Target target) throws IOException {
        ClientHello offer =
                ClientHello.of(ClientHello.TLS_1_2, CipherSuites.FINITE_FIELD).withGroups();
        ServerAnswer answer = probe.send(target, offer);
        return answer.isAccepted()
                ? Outcome.of(answer.primeBits() >= MINIMUM_DH_BITS, answer.primeBits() + " bits")
                : Outcome.pass(answer.toString());
    }

    /** SunJSSE agrees to an offer that leaves no compression out, and then compresses nothing: the choice counts. */
    private Outcome uncompressed(Target target, ClientHello good) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Integer[] methods : new Integer[][] {{DEFLATE}, {DEFLATE, 0}}) {
            ServerAnswer answer = probe.send(target, good.withCompressions(methods));
            outcomes.add(
                    answer.isAccepted()
                            ? Outcome.of(answer.compression() == 0, "method " + answer.compression() + " is chosen")
                            : Outcome.pass(answer.toString()));
        }
        return Outcome.all(outcomes);
    }

    private Outcome renegotiationInfo(Target target, ClientHello good) throws IOException {
        ServerAnswer answer = probe.send(target, good);
        if (!answer.isAccepted()) {
            return Outcome.pass("no TLS 1.2: " + answer);
        }
        return Outcome.of(
                answer.hasRenegotiationInfo(),
                answer.hasRenegotiationInfo()
                        ? "ServerHello has renegotiation_info"
                        : "ServerHello without renegotiation_info");
    }
}
