package io.kafkafips.cli.install;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a Kafka, which one run at a time has: two would number their records alike, and keep each other's files. The operating
 * system takes it back when the run is killed. Stateless.
 */
final class InstallLock {
    private static final String NAME = ".kafka-fips-install.lock";

    private InstallLock() {}

    /** Changes a Kafka while nobody else does, or refuses. */
    static void whileHeld(KafkaHome kafka, Change change) throws IOException {
        Path file = kafka.folder().resolve(NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // not there any more: it was of a run that has just ended, and the next one makes another
            if (tryLock(channel) == null || !Files.exists(file)) {
                throw CommandFailure.finding(
                        "another kafka-fips install works on " + kafka.folder(), "wait for its end, and try again");
            }
            try {
                change.run();
            } finally {
                // before the lock goes with the channel: whoever comes next must not find a file that is about to
                // vanish
                Files.deleteIfExists(file);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this JVM
            return null;
        }
    }

    /** What is done under the lock. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }
}
