package io.kafkafips.ssl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guard around an engine that fails in every way one can. */
class GuardedSslEngineTest {
    private final FailingEngine inner = new FailingEngine();
    private final SSLEngine guarded = new GuardedSslEngine(inner);

    static Stream<Throwable> foreignFailures() {
        return Stream.of(
                new AssertionError("Attempt to use RSA key with non-approved size: 2047"),
                new StackOverflowError(),
                new LinkageError("no native library"),
                new IllegalArgumentException("malformed"),
                new SSLException("org.bouncycastle.tls.TlsFatalAlert: internal_error(80)"));
    }

    static Stream<Throwable> uncheckedFailures() {
        return foreignFailures().filter(failure -> !(failure instanceof SSLException));
    }

    @ParameterizedTest
    @MethodSource("foreignFailures")
    void unwrap_failureDuringHandshake_isAHandshakeException(Throwable failure) {
        inner.onUnwrap = failure;

        assertThatThrownBy(this::unwrap)
                .isInstanceOf(SSLHandshakeException.class)
                .hasCause(failure);
    }

    @ParameterizedTest
    @MethodSource("foreignFailures")
    void wrap_failureDuringHandshake_isAHandshakeException(Throwable failure) {
        inner.onWrap = failure;

        assertThatThrownBy(this::wrap).isInstanceOf(SSLHandshakeException.class).hasCause(failure);
    }

    @ParameterizedTest
    @MethodSource("foreignFailures")
    void beginHandshake_failure_isAHandshakeException(Throwable failure) {
        inner.onBegin = failure;

        assertThatThrownBy(guarded::beginHandshake)
                .isInstanceOf(SSLHandshakeException.class)
                .hasCause(failure);
    }

    @ParameterizedTest
    @MethodSource("foreignFailures")
    void unwrap_failureAfterHandshake_isAPlainSslException(Throwable failure) throws SSLException {
        inner.status = HandshakeStatus.FINISHED;
        wrap();
        inner.onUnwrap = failure;

        assertThatThrownBy(this::unwrap).isExactlyInstanceOf(SSLException.class);
    }

    @Test
    void unwrap_sortedExceptionOfTheDelegate_isLeftAsItIs() {
        SSLProtocolException sorted = new SSLProtocolException("as JSSE throws it");
        inner.onUnwrap = sorted;

        assertThatThrownBy(this::unwrap).isSameAs(sorted);
    }

    @Test
    void unwrap_alertOfThePeer_readsAsKafkaExpectsIt() {
        inner.onUnwrap = new SSLException(new TlsFatalAlertReceived(AlertDescription.certificate_unknown));

        assertThatThrownBy(this::unwrap).hasMessage("Received fatal alert: certificate_unknown");
    }

    @Test
    void unwrap_refusedCertificate_saysWhyInOneLine() {
        inner.onUnwrap = new SSLException(
                new TlsFatalAlert(AlertDescription.bad_certificate, new CertificateException("CN=a\nb is too weak")));

        assertThatThrownBy(this::unwrap).hasMessage("Certificate refused: CN=a b is too weak");
    }

    @Test
    void unwrap_errorOfTheModule_isNamedAsSuch() {
        inner.onUnwrap = new AssertionError("size 2047");

        assertThatThrownBy(this::unwrap)
                .hasMessage("TLS operation refused by the FIPS module: java.lang.AssertionError: size 2047");
    }

    /** A failed step would be repeated with every byte that arrives. */
    @Test
    void unwrap_afterAFailure_failsAgainWithoutTheDelegate() {
        inner.onUnwrap = new AssertionError("first");
        Throwable first = catchThrowable(this::unwrap);
        inner.onUnwrap = null;

        Throwable second = catchThrowable(this::unwrap);

        assertThat(second).isInstanceOf(SSLHandshakeException.class).hasMessage(first.getMessage());
        assertThat(inner.unwraps).isEqualTo(1);
    }

    @Test
    void wrap_afterAReportedFailure_stillSendsTheAlert() throws SSLException {
        inner.onUnwrap = new AssertionError("first");
        assertThatThrownBy(this::unwrap).isInstanceOf(SSLHandshakeException.class);
        int before = inner.wraps;

        wrap();

        assertThat(inner.wraps).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @MethodSource("uncheckedFailures")
    void delegatedTask_failure_comesOutOfTheNextStep(Throwable failure) {
        inner.status = HandshakeStatus.NEED_TASK;
        inner.task = () -> FailingEngine.sneak(failure);

        guarded.getDelegatedTask().run();

        assertThat(guarded.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
        assertThat(guarded.getDelegatedTask()).isNull();
        assertThatThrownBy(this::wrap).isInstanceOf(SSLHandshakeException.class).hasCause(failure);
    }

    @Test
    void delegatedTask_success_isRunOnTheDelegate() {
        boolean[] ran = new boolean[1];
        inner.task = () -> ran[0] = true;

        guarded.getDelegatedTask().run();

        assertThat(ran[0]).isTrue();
    }

    @Test
    void delegatedTask_errorWhileAsked_comesOutOfTheNextStep() {
        inner.onTask = new AssertionError("asked");

        Runnable task = guarded.getDelegatedTask();

        assertThat(task).isNull();
        assertThatThrownBy(this::unwrap).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void getHandshakeStatus_errorOfTheDelegate_comesOutOfTheNextStep() {
        inner.onStatus = new AssertionError("asked");

        HandshakeStatus status = guarded.getHandshakeStatus();

        assertThat(status).isEqualTo(HandshakeStatus.NEED_WRAP);
        assertThatThrownBy(this::wrap).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void closeOutbound_errorOfTheDelegate_isSwallowed() {
        inner.onClose = new AssertionError("closing");

        assertThatCode(guarded::closeOutbound).doesNotThrowAnyException();
    }

    @Test
    void closeInbound_errorOfTheDelegate_isAnSslException() {
        inner.onClose = new AssertionError("closing");

        assertThatThrownBy(guarded::closeInbound).isExactlyInstanceOf(SSLException.class);
    }

    private void wrap() throws SSLException {
        guarded.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    }

    private void unwrap() throws SSLException {
        guarded.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    }
}
