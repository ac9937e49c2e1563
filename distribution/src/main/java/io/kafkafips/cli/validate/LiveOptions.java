package io.kafkafips.cli.validate;

import io.kafkafips.cli.cluster.ClusterOptions;
import io.kafkafips.cli.output.CommandFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which records of a topic are read. Not thread-safe. */
final class LiveOptions {
    private static final long DEFAULT_LAST = 1000;

    @Option(
            names = "--from-beginning",
            description = "with --input live: all records that the topic has when the command begins")
    private boolean fromBeginning;

    @Option(
            names = "--last",
            paramLabel = "<number>",
            description = "with --input live: the last so many offsets of each partition; default: " + DEFAULT_LAST)
    private @Nullable Long last;

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            defaultValue = "30",
            description = "with --input live: how long to wait for a record; default: ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    /** Refuses what does not go together. */
    void requireUsed(boolean live, ClusterOptions cluster) {
        if (live != cluster.isGiven()) {
            throw CommandFailure.usage(
                    live ? "--input live needs a cluster" : "a cluster is given, but no --input live",
                    "--input live --bootstrap-server <host:port> --command-config <file>");
        }
        if (!live && (fromBeginning || last != null)) {
            throw CommandFailure.usage(
                    "--from-beginning and --last are for --input live", "--max-records <number> for a file");
        }
        if (fromBeginning && last != null) {
            throw CommandFailure.usage("--from-beginning and --last exclude each other", "give one of them");
        }
    }

    /** How many offsets before the end of each partition; {@code null} for all. */
    @Nullable
    Long last() {
        if (fromBeginning) {
            return null;
        }
        return last == null ? Long.valueOf(DEFAULT_LAST) : last;
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }
}
