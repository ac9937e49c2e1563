package io.kafkafips.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.cli.verify.YieldingServer.Hello;
import io.kafkafips.cli.verify.wire.CipherSuites;
import io.kafkafips.cli.verify.wire.ClientHello;
import io.kafkafips.cli.verify.wire.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each test of the handshake goes red for its own weakness, and for nothing else. */
class HelloTrialsTest {
    private static final int BIG_PRIME_BYTES = 256;
    private static final int SMALL_PRIME_BYTES = 128;

    @Test
    void trials_serverThatAgreesToTheGoodAlone_allPass() throws Exception {
        assertThat(failures(HelloTrialsTest::isGood, true, BIG_PRIME_BYTES)).isEmpty();
    }

    @Test
    void trials_serverThatRefusesEverything_goodOnesFail() throws Exception {
        assertThat(failures(hello -> false, true, BIG_PRIME_BYTES))
                .containsExactlyInAnyOrder(Check.TLS_1_3, Check.TLS_1_2);
    }

    @Test
    void trials_serverThatAgreesToEverything_allOthersFail() throws Exception {
        assertThat(failures(hello -> true, false, SMALL_PRIME_BYTES))
                .isEqualTo(EnumSet.range(Check.SSL_3, Check.RENEGOTIATION_INFO));
    }

    @Test
    void trials_serverWithSmallPrime_dhSizeFails() throws Exception {
        assertThat(failures(HelloTrialsTest::isGood, true, SMALL_PRIME_BYTES)).containsExactly(Check.GROUP_DH_SIZE);
    }

    @Test
    void trials_serverThatCompressesAndDoesNotKnowRfc5746_bothTestsFail() throws Exception {
        assertThat(failures(HelloTrialsTest::isGood, false, BIG_PRIME_BYTES))
                .containsExactlyInAnyOrder(Check.COMPRESSION, Check.RENEGOTIATION_INFO);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weaknesses")
    void trials_serverWithOneWeakness_thatTestFails(Check expected, Predicate<Hello> weakness) throws Exception {
        assertThat(failures(hello -> isGood(hello) || weakness.test(hello), true, BIG_PRIME_BYTES))
                .containsExactly(expected);
    }

    static Stream<Arguments> weaknesses() {
        return Stream.of(
                weakness(Check.SSL_3, hello -> hello.version() == ClientHello.SSL_3),
                weakness(Check.TLS_1_0, hello -> hello.version() == ClientHello.TLS_1_0),
                weakness(Check.TLS_1_1, hello -> hello.version() == ClientHello.TLS_1_1),
                weakness(Check.SUITE_CHACHA20, offers(CipherSuites.CHACHA20_13)),
                weakness(Check.SUITE_CHACHA20, offers(CipherSuites.CHACHA20_12)),
                weakness(Check.SUITE_CBC, offers(CipherSuites.CBC)),
                weakness(Check.SUITE_RSA_KEY_EXCHANGE, offers(CipherSuites.RSA_KEY_EXCHANGE)),
                weakness(Check.SUITE_BROKEN_CIPHER, offers(CipherSuites.BROKEN_CIPHERS)),
                weakness(Check.SUITE_NO_ENCRYPTION, offers(CipherSuites.NO_ENCRYPTION)),
                weakness(Check.SUITE_ANONYMOUS, offers(CipherSuites.ANONYMOUS)),
                weakness(
                        Check.GROUP_X25519,
                        hello -> hello.version() == ClientHello.TLS_1_3
                                && hello.list(10).contains(0x1d)),
                weakness(
                        Check.GROUP_X25519,
                        hello -> hello.version() == ClientHello.TLS_1_2
                                && hello.list(10).contains(0x1d)
                                && hello.list(10).contains(0x17)),
                weakness(Check.GROUP_WEAK_CURVE, hello -> hello.list(10).contains(0x16)),
                weakness(
                        Check.SIGNATURE_SHA1,
                        hello -> hello.version() == ClientHello.TLS_1_2
                                && hello.list(13).contains(0x0203)),
                weakness(
                        Check.EXTENDED_MASTER_SECRET,
                        hello -> hello.version() == ClientHello.TLS_1_2
                                && hello.suites().equals(CipherSuites.APPROVED_12.numbers())
                                && !hello.extensions().containsKey(23)));
    }

    private static Arguments weakness(Check expected, Predicate<Hello> agrees) {
        return Arguments.of(expected, agrees);
    }

    private static Predicate<Hello> offers(CipherSuites suites) {
        return hello -> hello.version() >= ClientHello.TLS_1_2 && hello.suites().equals(suites.numbers());
    }

    private static boolean isGood(Hello hello) {
        List<Integer> approved = Stream.of(CipherSuites.APPROVED_13, CipherSuites.APPROVED_12)
                .flatMap(suites -> suites.numbers().stream())
                .toList();
        return hello.version() >= ClientHello.TLS_1_2
                && approved.containsAll(hello.suites())
                && ClientHello.APPROVED_GROUPS.containsAll(hello.list(10))
                && ClientHello.APPROVED_SCHEMES.containsAll(hello.list(13))
                && hello.extensions().containsKey(23)
                && hello.compressions().contains(0);
    }

    private static Set<Check> failures(Predicate<Hello> agrees, boolean careful, int primeBytes) throws Exception {
        Set<Check> failed = EnumSet.noneOf(Check.class);
        try (YieldingServer server = new YieldingServer(agrees, careful, primeBytes)) {
            Targets targets = new Targets(List.of(new Target("127.0.0.1", server.port())));
            for (Map.Entry<Check, Trial> each :
                    new HelloTrials(targets).trials().entrySet()) {
                if (each.getValue().run().result() == Result.FAIL) {
                    failed.add(each.getKey());
                }
            }
        }
        return failed;
    }
}
