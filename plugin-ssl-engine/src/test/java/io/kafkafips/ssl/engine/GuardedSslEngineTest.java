package io.kafkafips.ssl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import javax.net.ssl.SSLSession;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void unwrap_watchWantsTheConnectionCut_failsForGood() throws SSLException {
        RecordingWatch watch = new RecordingWatch();
        SSLEngine watched = new GuardedSslEngine(inner, watch);
        inner.status = HandshakeStatus.FINISHED;
        watched.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
        watch.cut = new SSLException("expired");

        Throwable first = catchThrowable(() -> watched.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0)));
        watch.cut = null;
        Throwable second = catchThrowable(() -> watched.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0)));

        assertThat(first).isExactlyInstanceOf(SSLException.class).hasMessage("expired");
        assertThat(second).isExactlyInstanceOf(SSLException.class).hasMessage("expired");
        assertThat(inner.unwraps).isEqualTo(1);
        assertThat(watch.refusals).isEmpty();
    }

    @Test
    void wrap_watchRefusesTheFinishedHandshake_isAHandshakeFailure() {
        RecordingWatch watch = new RecordingWatch();
        SSLEngine watched = new GuardedSslEngine(inner, watch);
        watch.refusal = new SSLException(new RefusedCertificateException(RefusalReason.REVOKED, "no"));
        inner.status = HandshakeStatus.FINISHED;

        assertThatThrownBy(() -> watched.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0)))
                .isInstanceOf(SSLHandshakeException.class);
        assertThat(watch.refusals).containsExactly(RefusalReason.REVOKED);
    }

    @ParameterizedTest
    @CsvSource({
        "0, NOT_TLS",
        "71, NOT_TLS",
        "128, NOT_TLS",
        "20, PROTOCOL",
        "22, PROTOCOL",
        "24, PROTOCOL",
        "25, NOT_TLS"
    })
    void unwrap_failureAtTheFirstBytes_isSortedByTheContentTypeOfTheRecord(int firstByte, RefusalReason expected) {
        RecordingWatch watch = new RecordingWatch();
        SSLEngine watched = new GuardedSslEngine(inner, watch);
        inner.onUnwrap = new SSLException("nonsense");
        ByteBuffer input = ByteBuffer.wrap(new byte[] {(byte) firstByte, 3, 3, 0, 1});

        assertThatThrownBy(() -> watched.unwrap(input, ByteBuffer.allocate(0))).isInstanceOf(SSLException.class);

        assertThat(watch.refusals).containsExactly(expected);
    }

    static Stream<Arguments> sortedFailures() {
        return Stream.of(
                Arguments.of(new AssertionError("size 2047"), RefusalReason.MODULE),
                Arguments.of(new SSLException("nonsense"), RefusalReason.PROTOCOL),
                Arguments.of(
                        new SSLException(new TlsFatalAlertReceived(AlertDescription.bad_certificate)),
                        RefusalReason.PEER_ALERT),
                Arguments.of(
                        new SSLException(new TlsFatalAlert(AlertDescription.protocol_version)),
                        RefusalReason.NOTHING_IN_COMMON),
                Arguments.of(
                        new SSLException(new TlsFatalAlert(AlertDescription.certificate_required)),
                        RefusalReason.NO_CERTIFICATE),
                Arguments.of(
                        new SSLException(new TlsFatalAlert(
                                AlertDescription.certificate_unknown, new CertificateException("too weak"))),
                        RefusalReason.CERTIFICATE),
                Arguments.of(
                        new SSLException(new CertificateException("no", new CertPathBuilderException("no anchor"))),
                        RefusalReason.UNTRUSTED),
                Arguments.of(
                        new SSLException(new CertificateException(
                                "no", new CertPathBuilderException("no", new CertPathValidatorException("signature")))),
                        RefusalReason.UNTRUSTED),
                Arguments.of(
                        new SSLException(new CertificateException("no", new CertPathValidatorException("usage"))),
                        RefusalReason.USAGE),
                Arguments.of(
                        new SSLException(new RefusedCertificateException(RefusalReason.WEAK, "RSA-1024")),
                        RefusalReason.WEAK),
                Arguments.of(
                        new SSLException(new CertificateException("no", new CertificateExpiredException("over"))),
                        RefusalReason.VALIDITY));
    }

    @ParameterizedTest
    @MethodSource("sortedFailures")
    void unwrap_failureDuringHandshake_isToldToTheWatchOnce(Throwable failure, RefusalReason reason) {
        RecordingWatch watch = new RecordingWatch();
        SSLEngine watched = new GuardedSslEngine(inner, watch);
        inner.onUnwrap = failure;

        Throwable first = catchThrowable(() -> watched.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0)));
        Throwable second = catchThrowable(() -> watched.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0)));

        assertThat(second).hasMessage(first.getMessage());
        assertThat(watch.refusals).containsExactly(reason);
    }

    /** Does as it is told. */
    private static final class RecordingWatch implements ConnectionWatch {
        private final List<RefusalReason> refusals = new ArrayList<>();
        private SSLException refusal;
        private SSLException cut;

        @Override
        public void established(SSLSession session, String group) throws SSLException {
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public void check() throws SSLException {
            if (cut != null) {
                throw cut;
            }
        }

        @Override
        public void refused(RefusalReason reason, SSLException failure) {
            refusals.add(reason);
        }
    }

    private void wrap() throws SSLException {
        guarded.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    }

    private void unwrap() throws SSLException {
        guarded.unwrap(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    }
}
