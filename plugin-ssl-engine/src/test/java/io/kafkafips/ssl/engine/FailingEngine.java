package io.kafkafips.ssl.engine;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** An engine that throws where it is told to, errors included. */
final class FailingEngine extends SSLEngine {
    HandshakeStatus status = HandshakeStatus.NEED_UNWRAP;
    Throwable onWrap;
    Throwable onUnwrap;
    Throwable onBegin;
    Throwable onTask;
    Throwable onStatus;
    Throwable onClose;
    Runnable task;
    int wraps;
    int unwraps;

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        if (thrown != null) {
            throw (T) thrown;
        }
    }

    private SSLEngineResult result() {
        return new SSLEngineResult(SSLEngineResult.Status.OK, status, 0, 0);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        wraps++;
        sneak(onWrap);
        return result();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        unwraps++;
        sneak(onUnwrap);
        return result();
    }

    @Override
    public Runnable getDelegatedTask() {
        FailingEngine.<RuntimeException>sneak(onTask);
        return task;
    }

    @Override
    public void closeInbound() throws SSLException {
        sneak(onClose);
    }

    @Override
    public boolean isInboundDone() {
        return false;
    }

    @Override
    public void closeOutbound() {
        FailingEngine.<RuntimeException>sneak(onClose);
    }

    @Override
    public boolean isOutboundDone() {
        return false;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[0];
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
        return new String[0];
    }

    @Override
    public String[] getEnabledProtocols() {
        return new String[0];
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public SSLSession getSession() {
        return null;
    }

    @Override
    public void beginHandshake() throws SSLException {
        sneak(onBegin);
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        FailingEngine.<RuntimeException>sneak(onStatus);
        return status;
    }

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return false;
    }
}
