package io.kafkafips.cli.segment;

import io.kafkafips.cli.output.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which objects a command is about, and how many threads read them. Not thread-safe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StoreOptions {
    private static final int MOST_THREADS = 256;

    @Parameters(
            paramLabel = "<file or store>",
            arity = "1..*",
            description = "stored objects, or folders with objects below them")
    private List<Path> roots;

    @Option(
            names = "--threads",
            paramLabel = "<number>",
            description =
                    "segments that are read at the same time; default: as many as there are processors, at most 8")
    private int threads = Math.min(8, Runtime.getRuntime().availableProcessors());

    /** Files and folders, all of which exist. */
    List<Path> roots() {
        for (Path root : roots) {
            if (!Files.exists(root)) {
                throw CommandFailure.usage(
                        root + " does not exist", "a stored object, or a folder with objects below it");
            }
        }
        return List.copyOf(roots);
    }

    int threads() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw CommandFailure.usage("--threads is " + threads, "--threads <1 to " + MOST_THREADS + ">");
        }
        return threads;
    }

    /** The failure of a walk. */
    static CommandFailure unreadable(IOException cause) {
        return CommandFailure.usage("the store cannot be read", "run as a user who may read all of it", cause);
    }
}
