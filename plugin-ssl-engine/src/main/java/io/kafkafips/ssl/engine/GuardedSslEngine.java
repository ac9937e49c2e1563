package io.kafkafips.ssl.engine;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.ContentType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SSLEngine whose failures are the ones that Kafka understands: {@code SSLHandshakeException} until the handshake is finished,
 * {@code SSLException} after that, and never an {@link Error}.
 *
 * <p>Bouncy Castle signals a forbidden operation with an {@code AssertionError}, and a peer can provoke one: a client certificate with
 * an odd RSA modulus is enough. Kafka's {@code Selector} catches {@link Exception}, so such an error would take a network thread away
 * for good. And BCJSSE fails handshakes with plain {@code SSLException}, which Kafka takes for a network problem and retries until
 * it times out, where {@code SSLHandshakeException} becomes {@code SslAuthenticationException} at once.
 *
 * <p>The first failure is final: the delegate is not fed any further input, since an interrupted step would be repeated with every
 * byte. {@code wrap} still works, so that the alert reaches the peer. Like every SSLEngine, one thread may wrap while another
 * unwraps.
 */
public final class GuardedSslEngine extends DelegatingSslEngine {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedSslEngine.class);

    private final ConnectionWatch watch;
    private volatile boolean established;
    private volatile @Nullable SSLException failure;
    private volatile boolean failureReported;
    private volatile boolean nothingInCommon;
    private volatile boolean heard;
    private volatile boolean notTls;
    private volatile String group = NegotiatedGroup.NONE;

    public GuardedSslEngine(SSLEngine delegate) {
        this(delegate, ConnectionWatch.NONE);
    }

    /** A guard that also cuts the connection when {@code watch} says so: it is asked with every piece of input. */
    public GuardedSslEngine(SSLEngine delegate, ConnectionWatch watch) {
        super(delegate);
        this.watch = watch;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        reportPending();
        SSLEngineResult result = guarded(() -> delegate.wrap(sources, offset, length, target));
        if (nothingInCommon) {
            MissingSchemes.correct(target, result.bytesProduced());
        }
        return result;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        SSLException before = failure;
        if (before != null) {
            failureReported = true;
            throw HandshakeFailures.again(before);
        }
        listen(source);
        return guarded(() -> {
            if (established) {
                watch.check();
            }
            return delegate.unwrap(source, targets, offset, length);
        });
    }

    /** Looks at the first byte of the connection: each TLS record begins with its content type. */
    private void listen(ByteBuffer source) {
        if (!heard && source.hasRemaining()) {
            heard = true;
            int type = source.get(source.position()) & 0xff;
            notTls = type < ContentType.change_cipher_spec || type > ContentType.heartbeat;
        }
    }

    @Override
    public void beginHandshake() throws SSLException {
        guarded(() -> {
            delegate.beginHandshake();
            return delegate;
        });
    }

    /** The delegate's task; what it throws comes out of the next {@code wrap} or {@code unwrap}, as JSSE's own tasks do it. */
    @Override
    public @Nullable Runnable getDelegatedTask() {
        if (failure != null) {
            return null;
        }
        try {
            Runnable task = delegate.getDelegatedTask();
            return task == null ? null : () -> runGuarded(task);
        } catch (RuntimeException | Error e) {
            failed(e);
            return null;
        }
    }

    private void runGuarded(Runnable task) {
        try {
            task.run();
            noteGroup();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** After every step, a failed one too: what is left behind would count for the next engine of this thread. */
    private void noteGroup() {
        if (!established) {
            group = NegotiatedGroup.take(group);
        }
    }

    /** {@code NEED_WRAP} while a failure waits to be told: with any other status Kafka might wait for the peer instead. */
    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (failure != null && !failureReported) {
            return HandshakeStatus.NEED_WRAP;
        }
        try {
            return delegate.getHandshakeStatus();
        } catch (RuntimeException | Error e) {
            failed(e);
            return HandshakeStatus.NEED_WRAP;
        }
    }

    @Override
    public void closeInbound() throws SSLException {
        try {
            delegate.closeInbound();
        } catch (RuntimeException | Error e) {
            throw HandshakeFailures.afterwards(e);
        }
    }

    @Override
    public void closeOutbound() {
        try {
            delegate.closeOutbound();
        } catch (RuntimeException | Error e) {
            LOG.debug("The TLS engine cannot close its outbound side: {}", e.toString());
        }
    }

    private void reportPending() throws SSLException {
        SSLException pending = failure;
        if (pending != null && !failureReported) {
            failureReported = true;
            throw pending;
        }
    }

    private <T> T guarded(EngineCall<T> call) throws SSLException {
        try {
            T result = call.run();
            noteGroup();
            if (!established
                    && result instanceof SSLEngineResult step
                    && step.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                watch.established(delegate.getSession(), group);
                established = true;
            }
            return result;
        } catch (SSLException | RuntimeException | Error e) {
            SSLException translated = failed(e);
            failureReported = true;
            throw translated;
        }
    }

    private SSLException failed(Throwable thrown) {
        noteGroup();
        SSLException translated =
                established ? HandshakeFailures.afterwards(thrown) : HandshakeFailures.duringHandshake(thrown);
        if (failure == null) {
            failure = translated;
            if (!established) {
                RefusalReason reason = notTls ? RefusalReason.NOT_TLS : RefusalReason.of(thrown);
                nothingInCommon = reason == RefusalReason.NOTHING_IN_COMMON;
                watch.refused(reason, translated);
            }
        }
        return translated;
    }

    /** One call on the delegate. */
    @FunctionalInterface
    private interface EngineCall<T> {
        T run() throws SSLException;
    }
}
