package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Pki;
import io.kafkafips.testkit.TlsHello;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client whose signature schemes the module does not have: it is told so in the words of RFC 8446, section 4.2.3. */
class MissingSchemesTest {
    private static final byte FATAL = 2;
    private static final byte HANDSHAKE_FAILURE = 40;

    private final ByteBuffer answer = ByteBuffer.allocate(40_000);

    static Stream<TlsHello> hellos() {
        return Stream.of(
                new TlsHello(TlsHello.TLS_1_3, List.of(TlsHello.TLS_AES_256_GCM_SHA384)),
                new TlsHello(TlsHello.TLS_1_2, List.of(TlsHello.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)));
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void handshake_clientOffersEd25519Alone_isToldHandshakeFailure(TlsHello hello) throws Exception {
        Throwable failure = answerTo(hello.withSignatureSchemes(TlsHello.ED25519));

        assertThat(failure).isInstanceOf(SSLHandshakeException.class).hasMessageContaining("signature scheme");
        assertThat(List.of(answer.get(0), answer.get(5), answer.get(6)))
                .containsExactly((byte) 21, FATAL, HANDSHAKE_FAILURE);
        assertThat(answer.position()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("hellos")
    void handshake_clientOffersEd25519AndEcdsa_isAnswered(TlsHello hello) throws Exception {
        Throwable failure = answerTo(hello.withSignatureSchemes(TlsHello.ED25519, 0x0403));

        assertThat(failure).isNull();
        assertThat(answer.get(0)).isEqualTo((byte) 22);
    }

    /** What a server makes of the hello; its first record is in {@link #answer}. */
    private Throwable answerTo(TlsHello hello) throws IOException {
        Pki authority = Pki.root("CN=ca");
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(TestSettings.pem(authority.issue(CertificateSpec.localServer("CN=server")), authority)
                .asKafkaGivesThem());
        SSLEngine server = factory.createServerSslEngine("127.0.0.1", 50_000);
        server.beginHandshake();
        Throwable failure = catchThrowable(() -> {
            server.unwrap(ByteBuffer.wrap(hello.encoded()), ByteBuffer.allocate(40_000));
            for (Runnable task = server.getDelegatedTask(); task != null; task = server.getDelegatedTask()) {
                task.run();
            }
            server.wrap(ByteBuffer.allocate(0), answer);
        });
        if (failure != null) {
            server.wrap(ByteBuffer.allocate(0), answer);
        }
        factory.close();
        return failure;
    }
}
