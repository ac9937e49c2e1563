package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.LineSealer;
import io.kafkafips.commons.audit.format.TrailEvents;
import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.commons.audit.format.TrailState;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The row of files of one trail. The order of steps from one file to the next is such that a crash between any two of them can be told:
 *
 * <ol>
 *   <li>the old file gets its last line and is forced to disk;
 *   <li>the new file appears, whole, with its first line;
 *   <li>the state file is replaced: it names the new file, and has the key of the one after it. Where it is older than the newest file,
 *       that file has one line, and is made again.
 * </ol>
 *
 * <p>Methods that fail may be called again. Not thread-safe.
 */
final class Trail {
    private final AuditOrigin origin;
    private final TrailStore store;
    private final Wall wall;
    private Resumption next;
    private @Nullable TrailFile file;
    private @Nullable TrailState state;

    /** The time that lines show. */
    interface Wall {
        long millis();
    }

    Trail(AuditOrigin origin, TrailStore store, Wall wall, Resumption next) {
        this.origin = origin;
        this.store = store;
        this.wall = wall;
        this.next = next;
    }

    /** Begins the next file. */
    void open() throws IOException {
        try {
            @Nullable TrailKey key = next.key();
            LineChain chain = new LineChain(origin.source(), new LineSealer(key), next.sequence(), next.prev());
            byte[] first = chain.line(TrailEvents.OPENED, wall.millis(), "file " + next.file(), opening());
            AppendChannel channel = store.create(next.file(), first);
            TrailKey following = key == null ? null : key.next();
            TrailState begun = new TrailState(
                    origin.source(), next.trail(), next.file(), following == null ? "" : following.hex(), chain.last());
            save(channel, begun);
            file = new TrailFile(chain, channel);
            state = begun;
            if (key != null) {
                key.wipe();
            }
            next = new Resumption(next.trail(), next.file() + 1, following, 0, "", Map.of());
        } catch (GeneralSecurityException e) {
            throw new IOException("The FIPS module cannot seal the audit trail", e);
        }
    }

    private void save(AppendChannel channel, TrailState begun) throws IOException {
        try {
            store.save(begun);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private AuditData opening() {
        AuditData data = new AuditData()
                .add("format", 1)
                .add("trail", next.trail())
                .add("file", next.file())
                .add("keyed", next.key() != null)
                .add("origin", origin.facts());
        return next.previous().isEmpty() ? data : data.add("previous", next.previous());
    }

    /** The file that is being written. */
    TrailFile file() {
        TrailFile current = file;
        if (current == null) {
            throw new IllegalStateException("open() comes first");
        }
        return current;
    }

    int fileNumber() {
        return next.file() - 1;
    }

    boolean isKeyed() {
        return next.key() != null;
    }

    /** Makes what is in the file safe, and notes it in the state file. */
    TrailState.Checkpoint keep() throws IOException {
        TrailFile current = file();
        current.flush();
        current.force();
        TrailState now = state;
        if (now != null) {
            now = now.at(current.last());
            store.save(now);
            state = now;
        }
        return current.last();
    }

    /** After {@link #keep} of a file that was ended: what the next one says of it. */
    void prepareNext() throws IOException {
        TrailFile ended = file();
        ended.close();
        Map<String, Object> previous = new LinkedHashMap<>();
        previous.put("file", fileNumber());
        previous.put("end", TrailEvents.ROTATED);
        next = new Resumption(
                next.trail(),
                next.file(),
                next.key(),
                ended.last().sequence() + 1,
                ended.last().sha256(),
                previous);
    }

    /** Closes the file; the key of the next one stays in the state file alone. */
    void close() throws IOException {
        file().close();
        TrailKey key = next.key();
        if (key != null) {
            key.wipe();
        }
    }
}
