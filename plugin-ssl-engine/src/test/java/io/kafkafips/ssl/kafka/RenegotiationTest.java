package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.ssl.Conversation;
import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Pki;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An established connection stays as it was negotiated. */
class RenegotiationTest {
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void beginHandshake_onAnEstablishedConnection_changesNothing(String version) throws Exception {
        Pki authority = Pki.root("CN=ca");
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        factory.configure(TestSettings.pem(authority.issue(CertificateSpec.localServer("CN=node")), authority)
                .with("ssl.enabled.protocols", version)
                .asKafkaGivesThem());
        Conversation conversation = Conversation.between(
                factory.createClientSslEngine("localhost", 1, "https"), factory.createServerSslEngine("localhost", 2));
        SSLEngine client = conversation.client();

        Throwable refusal = catchThrowable(client::beginHandshake);

        assertThat(refusal).isInstanceOf(SSLException.class);
        assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        assertThat(client.wrap(ByteBuffer.allocate(1), ByteBuffer.allocate(40_000))
                        .bytesConsumed())
                .isEqualTo(1);
    }
}
