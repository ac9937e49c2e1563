package io.kafkafips.authorizer.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AclTrialTest {
    private static final int ROUNDS = 2_000;

    @Test
    void decide_randomAcls_isTheDecisionOfTheOracle() {
        RandomAcls random = new RandomAcls(41, 25);
        for (int round = 0; round < ROUNDS; round++) {
            List<AclRule> rules =
                    Stream.generate(random::rule).limit(12).distinct().toList();
            boolean open = round % 2 == 0;
            AclTrial.Request request = request(random);
            Requester requester = new Requester(request.principals(), request.address(), Requester.NEVER);

            Decision decision =
                    new AclTrial(rules, new AccessPolicy(Set.of(), open, Clock.systemUTC())).decide(request);

            assertThat(decision.allowed())
                    .isEqualTo(new AclOracle(rules)
                            .allows(requester, request.type(), request.name(), request.operation(), open));
        }
    }

    /** The list says the same as the decision: its first entry is of the kind that decides, and the one that decides is in it. */
    @Test
    void matching_randomAcls_agreesWithTheDecision() {
        RandomAcls random = new RandomAcls(42, 25);
        for (int round = 0; round < ROUNDS; round++) {
            List<AclRule> rules =
                    Stream.generate(random::rule).limit(12).distinct().toList();
            AclTrial trial = new AclTrial(rules, new AccessPolicy(Set.of(), false, Clock.systemUTC()));
            AclTrial.Request request = request(random);

            List<AclRule> matching = trial.matching(request);

            if (trial.decide(request) instanceof AclRule rule) {
                assertThat(matching).contains(rule);
                assertThat(matching.get(0).allowed()).isEqualTo(rule.allowed());
            } else {
                assertThat(matching).isEmpty();
            }
        }
    }

    @Test
    void decide_expiredCertificate_isDeniedEvenToASuperUser() {
        RandomAcls random = new RandomAcls(43, 0);
        AclTrial.Request request = request(random);
        AclTrial.Request expired = new AclTrial.Request(
                request.principals(),
                request.address(),
                Instant.EPOCH,
                request.type(),
                request.name(),
                request.operation());

        AccessPolicy policy = new AccessPolicy(Set.copyOf(request.principals()), true, Clock.systemUTC());

        assertThat(new AclTrial(List.of(), policy).decide(expired)).isEqualTo(Decision.WithoutAcl.CERTIFICATE_EXPIRED);
    }

    private static AclTrial.Request request(RandomAcls random) {
        return new AclTrial.Request(
                List.of(random.pick(RandomAcls.PRINCIPALS), "Cn:x"),
                random.address(),
                Instant.parse("9999-01-01T00:00:00Z"),
                random.type(),
                random.name(5),
                random.operation());
    }
}
