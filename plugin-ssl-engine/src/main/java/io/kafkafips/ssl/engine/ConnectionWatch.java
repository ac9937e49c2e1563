package io.kafkafips.ssl.engine;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * What looks after one connection on behalf of its {@link GuardedSslEngine}. Called on Kafka's network threads: nothing here may wait.
 */
public interface ConnectionWatch {
    /** Looks away. */
    ConnectionWatch NONE = new ConnectionWatch() {
        @Override
        public void established(SSLSession session, String group) {
            // nobody asks
        }

        @Override
        public void check() {
            // nobody asks
        }

        @Override
        public void refused(RefusalReason reason, SSLException failure) {
            // nobody asks
        }
    };

    /**
     * The handshake is finished. A resumed session comes by here too, although JSSE has not looked at its certificates again.
     *
     * @param group the named group of its key exchange, {@code none} for a resumed session
     * @throws SSLException when the connection must not go on
     */
    void established(SSLSession session, String group) throws SSLException;

    /**
     * Called with every piece of input: has to be cheap.
     *
     * @throws SSLException when the connection is to be cut
     */
    void check() throws SSLException;

    /** The handshake failed; called once. */
    void refused(RefusalReason reason, SSLException failure);
}
