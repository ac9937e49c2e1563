package io.kafkafips.tiered.kafka;

import java.io.IOException;
import java.io.InputStream;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that a delegate's stream is closed when what should read it cannot be made. Stateless. */
final class DelegateStreams {
    private static final Logger LOG = LoggerFactory.getLogger(DelegateStreams.class);

    private DelegateStreams() {}

    /** Opens a stream of the delegate, or something on one. */
    interface Source {
        InputStream open() throws RemoteStorageException;
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A stream that is not needed cannot be closed", e);
        }
    }

    /** What {@code opening} returns; when it fails, {@code stream} is closed, for nobody else will. */
    static InputStream closingOnFailure(InputStream stream, Source opening) throws RemoteStorageException {
        boolean opened = false;
        try {
            InputStream result = opening.open();
            opened = true;
            return result;
        } catch (Error e) {
            throw new RemoteStorageException("Cannot read from remote storage: " + e, e);
        } finally {
            if (!opened) {
                closeQuietly(stream);
            }
        }
    }
}
