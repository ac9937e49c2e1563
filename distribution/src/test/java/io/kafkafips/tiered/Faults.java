package io.kafkafips.tiered;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A switchboard in a folder, between a test and a delegate in a broker's process: a file for each point where something goes wrong says
 * what, and a file beside it grows by one byte each time that happens. Thread-safe.
 */
final class Faults {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path folder;

    /** Where in the delegate. */
    enum Point {
        /** Nothing of the segment is stored. */
        COPY_START,
        /** Some indexes are stored, the log is not. */
        COPY_MIDDLE,
        /** All is stored, and the broker has not been told. */
        COPY_END,
        /** Before the log is opened. */
        FETCH_START,
        /** Some of the log has been handed out. */
        FETCH_MIDDLE,
        /** Before an index is opened. */
        FETCH_INDEX,
        /** Nothing is deleted. */
        DELETE_START,
        /** Some of the objects are deleted. */
        DELETE_MIDDLE
    }

    /** What happens there. */
    enum Kind {
        /** An exception as of storage that is away. */
        FAIL,
        /** An error that Kafka's own tasks would not survive. */
        ERROR,
        /** Nothing, until the point is cleared or the thread interrupted. */
        STALL
    }

    Faults(Path folder) {
        this.folder = folder;
    }

    private record Order(Kind kind, String topic) {
        private static final String SEPARATOR = " ";

        static Order parse(String text) {
            String[] words = text.split(SEPARATOR, 2);
            return new Order(Kind.valueOf(words[0]), words[1]);
        }

        String text() {
            return kind + SEPARATOR + topic;
        }
    }

    /** From now on, for the segments of one topic. */
    void set(Point point, Kind kind, String topic) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(hits(point));
            Path written = Files.writeString(folder.resolve(name(point) + ".next"), new Order(kind, topic).text());
            Files.move(written, file(point), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No longer; what stalls there goes on. */
    void clear(Point point) {
        try {
            Files.deleteIfExists(file(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often it has happened since the point was set. */
    long hitCount(Point point) {
        try {
            return Files.size(hits(point));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The delegate is at a point with a segment of a topic. */
    void at(Point point, String topic) throws IOException {
        Optional<Kind> kind = kind(point, topic);
        if (kind.isEmpty()) {
            return;
        }
        Files.writeString(hits(point), ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        switch (kind.get()) {
            case FAIL -> throw new IOException(point + " fails because a test wants it");
            case ERROR -> throw new NoClassDefFoundError(point + " fails because a test wants it");
            case STALL -> stall(point, topic);
        }
    }

    private void stall(Point point, String topic) throws IOException {
        while (kind(point, topic).isPresent()) {
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException(point + " was interrupted").initCause(e);
            }
        }
    }

    /** What is to happen there, if anything. */
    Optional<Kind> kind(Point point, String topic) throws IOException {
        try {
            Order order = Order.parse(Files.readString(file(point)));
            return order.topic().equals(topic) ? Optional.of(order.kind()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path file(Point point) {
        return folder.resolve(name(point));
    }

    private Path hits(Point point) {
        return folder.resolve(name(point) + ".hits");
    }

    private static String name(Point point) {
        return point.name().toLowerCase(Locale.ROOT);
    }
}
