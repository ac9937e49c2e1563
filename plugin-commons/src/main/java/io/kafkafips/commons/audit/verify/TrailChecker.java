package io.kafkafips.commons.audit.verify;

import io.kafkafips.commons.audit.format.MalformedTrailException;
import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.commons.audit.format.TrailNames;
import io.kafkafips.commons.audit.format.TrailState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through the files of one trail. Not thread-safe. */
final class TrailChecker {
    private static final int LARGEST_HOLE = 1_000_000;

    private final Path folder;
    private final TrailNames names;
    private final int firstFile;
    private final byte @Nullable [] initialKey;
    private final Map<Long, String> expected;
    private final Findings findings;
    private final Totals totals = new Totals();

    TrailChecker(
            Path folder,
            TrailNames names,
            int firstFile,
            byte @Nullable [] initialKey,
            Map<Long, String> expected,
            Findings findings) {
        this.folder = folder;
        this.names = names;
        this.firstFile = firstFile;
        this.initialKey = initialKey;
        this.expected = new TreeMap<>(expected);
        this.findings = findings;
    }

    /** Where a trail stands after its last file. */
    record Position(
            String source,
            String trail,
            boolean keyed,
            int firstFile,
            int lastFile,
            long crashes,
            long lastSequence,
            String lastSha256,
            TrailReport.Ending ending) {}

    TrailReport check() throws IOException, GeneralSecurityException {
        Optional<TrailState> state = state(true);
        state.map(TrailState::checkpoint).ifPresent(kept -> expected.putIfAbsent(kept.sequence(), kept.sha256()));
        SortedSet<Integer> files = files();
        if (files.isEmpty()) {
            findings.add(Finding.Kind.MISSING_FILE, names.source(), 0, "no file of this trail is here");
            return totals.report(
                    new Position(names.source(), "", initialKey != null, 0, 0, 0, -1, "", TrailReport.Ending.OPEN));
        }
        ChainChecker chain = new ChainChecker(names, expected, findings, totals);
        int before = firstFile - 1;
        TrailKey key = null;
        for (int file : files) {
            requireNext(before, file, chain);
            key = key(key, before, file, chain.trailOf(folder.resolve(names.file(file))));
            chain.check(folder.resolve(names.file(file)), file, key);
            before = file;
        }
        state.ifPresent(found -> compare(found, files.last(), chain));
        tellMissingLines(chain);
        return totals.report(chain.position(initialKey != null, files.first(), files.last()));
    }

    private void requireNext(int before, int file, ChainChecker chain) {
        if (file > before + 1) {
            String which = before + 2 == file ? "file " + (before + 1) : "files " + (before + 1) + " to " + (file - 1);
            findings.add(
                    Finding.Kind.MISSING_FILE,
                    names.file(file),
                    0,
                    which + " before it: missing. If their owner took them away, verify from file " + file + " on");
        }
        if (file != before + 1 || file == firstFile) {
            chain.forgetWhatCameBefore(file == 1);
        }
    }

    private @Nullable TrailKey key(@Nullable TrailKey last, int before, int file, String trail)
            throws GeneralSecurityException {
        if (initialKey == null) {
            return null;
        }
        if (last != null && file - before <= LARGEST_HOLE) {
            return last.ahead(file - before);
        }
        return file <= LARGEST_HOLE
                ? TrailKey.first(initialKey, names.source(), trail).ahead(file - 1)
                : TrailKey.first(initialKey, names.source(), trail);
    }

    private void compare(TrailState state, int last, ChainChecker chain) {
        if (state.file() > last) {
            findings.add(
                    Finding.Kind.MISSING_FILE,
                    names.file(last),
                    0,
                    "the state file says that the trail has come to file " + state.file());
        } else if (state.file() < last && !(state.file() == last - 1 && chain.linesOfFile() == 1)) {
            // the writer may have gone on while this was reading
            boolean now = state(false).map(found -> found.file() >= last).orElse(false);
            if (!now) {
                findings.add(
                        Finding.Kind.STATE,
                        names.state(),
                        0,
                        "it says that the trail has come to file " + state.file() + ", and there is file " + last);
            }
        }
    }

    private void tellMissingLines(ChainChecker chain) {
        chain.notSeen().forEach((sequence, hash) -> {
            if (sequence >= chain.firstSequence()) {
                findings.add(
                        Finding.Kind.UNKNOWN_LINE,
                        names.source(),
                        0,
                        "line " + sequence + " with sha256 " + hash + " was written, and is not in the trail");
            }
        });
    }

    private Optional<TrailState> state(boolean tell) {
        try {
            return Optional.of(TrailState.read(folder.resolve(names.state())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | MalformedTrailException | GeneralSecurityException e) {
            if (tell) {
                findings.add(Finding.Kind.STATE, names.state(), 0, String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    private SortedSet<Integer> files() throws IOException {
        TreeSet<Integer> numbers = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "audit-*.jsonl")) {
            for (Path file : files) {
                names.number(String.valueOf(file.getFileName())).ifPresent(numbers::add);
            }
        }
        numbers.removeIf(number -> number < firstFile);
        return numbers;
    }
}
