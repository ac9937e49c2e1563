package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.LineSealer;
import io.kafkafips.commons.audit.format.MalformedTrailException;
import io.kafkafips.commons.audit.format.SealedLine;
import io.kafkafips.commons.audit.format.TrailEvents;
import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.commons.audit.format.TrailNames;
import io.kafkafips.commons.audit.format.TrailState;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, at a start, how a trail goes on. A trail that was interfered with while nobody wrote it either cannot go on, and the
 * message says why, or goes on with a first line that says what was found.
 */
final class TrailStart {
    private static final int TRAIL_ID_BYTES = 16;

    private final Path folder;
    private final TrailNames names;
    private final @Nullable Path keyFile;
    private final LineSealer hashes;

    TrailStart(Path folder, TrailNames names, @Nullable Path keyFile) throws GeneralSecurityException {
        this.folder = folder;
        this.names = names;
        this.keyFile = keyFile;
        this.hashes = new LineSealer(null);
    }

    /**
     * Reads what is there.
     *
     * @throws org.apache.kafka.common.config.ConfigException when the trail cannot go on
     */
    Resumption resume() throws IOException, GeneralSecurityException {
        int newest = newestFile();
        Optional<TrailState> state = state();
        if (state.isPresent()) {
            return afterState(state.get(), newest);
        }
        return newest == 0 || isBegunAndNoMore(newest) ? firstOfAll() : withoutState(newest);
    }

    /** A crash in the very first start leaves a first line, and no state file yet. */
    private boolean isBegunAndNoMore(int newest) throws IOException, GeneralSecurityException {
        String trail = newest == 1 ? trailOf(newest) : "";
        return !trail.isEmpty() && isUnused(newest, null) && isUnused(newest, initialKey(trail, newest));
    }

    private Resumption firstOfAll() throws GeneralSecurityException {
        byte[] id = new byte[TRAIL_ID_BYTES];
        FipsJca.nonceRandom().nextBytes(id);
        String trail = HexFormat.of().formatHex(id);
        return new Resumption(trail, 1, initialKey(trail, 1), 0, SealedLine.NO_LINE, Map.of());
    }

    private Resumption afterState(TrailState state, int newest) throws IOException, GeneralSecurityException {
        int file = state.file() + 1;
        TrailKey key = keyAfter(state);
        if (newest > file) {
            throw interfered("file " + newest + " although its last file was " + state.file());
        }
        if (newest == file) {
            requireUnused(file, key);
        }
        Path last = folder.resolve(names.file(state.file()));
        if (!Files.exists(last)) {
            return resumption(state, key, TrailEvents.MISSING, null);
        }
        FileTail tail = FileTail.read(last, hashes);
        boolean complete = FileTail.holds(last, state.checkpoint(), hashes);
        return resumption(state, key, complete ? end(tail) : TrailEvents.SHORTENED, tail);
    }

    private Resumption resumption(TrailState state, @Nullable TrailKey key, String end, @Nullable FileTail tail) {
        SealedLine line = tail == null ? null : tail.last();
        long sequence = state.checkpoint().sequence();
        String prev = state.checkpoint().sha256();
        if (line != null && tail != null) {
            sequence = Math.max(sequence, sequence(line));
            prev = tail.lastHash();
        }
        return new Resumption(
                state.trail(), state.file() + 1, key, sequence + 1, prev, previous(state.file(), end, tail));
    }

    /** The state file is gone: the trail can go on where its key can be had anew. */
    private Resumption withoutState(int newest) throws IOException, GeneralSecurityException {
        FileTail tail = FileTail.read(folder.resolve(names.file(newest)), hashes);
        SealedLine line = tail.last();
        String trail = trailOf(newest);
        if (line == null || trail.isEmpty()) {
            throw interfered("no state file, and its newest file cannot be read");
        }
        if (!line.mac().isEmpty() && (keyFile == null || !Files.exists(keyFile))) {
            throw interfered("no state file, so that its present key is not known");
        }
        Map<String, Object> previous = new LinkedHashMap<>(previous(newest, end(tail), tail));
        previous.put("stateLost", true);
        return new Resumption(
                trail, newest + 1, initialKey(trail, newest + 1), sequence(line) + 1, tail.lastHash(), previous);
    }

    private String trailOf(int file) throws IOException {
        try (var in = Files.newInputStream(folder.resolve(names.file(file)))) {
            String text = new String(in.readNBytes(SealedLine.LONGEST_BYTES), StandardCharsets.ISO_8859_1);
            String first = text.substring(0, Math.max(0, text.indexOf('\n')));
            Object trail = SealedLine.parse(first.getBytes(StandardCharsets.ISO_8859_1))
                    .data()
                    .get("trail");
            return String.valueOf(trail).matches("[0-9a-f]{32}") ? String.valueOf(trail) : "";
        } catch (MalformedTrailException e) {
            return "";
        }
    }

    /** A crash between the appearance of a file and the state file's naming it leaves one with nothing but its first line. */
    private void requireUnused(int file, @Nullable TrailKey key) throws IOException, GeneralSecurityException {
        if (!isUnused(file, key)) {
            throw interfered("a file " + file + " that it has not written");
        }
    }

    private boolean isUnused(int file, @Nullable TrailKey key) throws IOException, GeneralSecurityException {
        Path place = folder.resolve(names.file(file));
        FileTail tail = FileTail.read(place, hashes);
        SealedLine line = tail.last();
        boolean opening = line != null
                && TrailEvents.OPENED.equals(line.json().get("type"))
                && tail.tornBytes() == 0
                && Files.size(place) <= SealedLine.LONGEST_BYTES;
        return opening && line != null && (key == null || new LineSealer(key).verify(line));
    }

    private static Map<String, Object> previous(int file, String end, @Nullable FileTail tail) {
        Map<String, Object> previous = new LinkedHashMap<>();
        previous.put("file", file);
        previous.put("end", end);
        if (tail != null && tail.tornBytes() > 0) {
            previous.put("tornBytes", tail.tornBytes());
            previous.put("tornSha256", tail.tornHash());
        }
        return previous;
    }

    private static String end(FileTail tail) {
        SealedLine line = tail.last();
        boolean closed = line != null && TrailEvents.CLOSED.equals(line.json().get("type")) && tail.tornBytes() == 0;
        return closed && line != null ? String.valueOf(line.data().get("reason")) : TrailEvents.CRASH;
    }

    private static long sequence(SealedLine line) {
        try {
            return line.sequence();
        } catch (MalformedTrailException e) {
            return 0;
        }
    }

    private @Nullable TrailKey keyAfter(TrailState state) throws GeneralSecurityException {
        if (state.nextKey().isEmpty()) {
            return initialKey(state.trail(), state.file() + 1);
        }
        if (keyFile == null) {
            throw Refusal.setting(
                    AuditConfig.KEY_FILE,
                    null,
                    "the setting that the audit trail " + names.source() + " in " + folder + " was begun with",
                    AuditConfig.KEY_FILE
                            + "=<path>; the file itself need not be there. To begin a trail without a key, move "
                            + folder + "/audit-" + names.source() + "* elsewhere");
        }
        return TrailKey.of(HexFormat.of().parseHex(state.nextKey()));
    }

    private @Nullable TrailKey initialKey(String trail, int file) throws GeneralSecurityException {
        if (keyFile == null) {
            return null;
        }
        byte[] initial = KeyFile.read(keyFile);
        try {
            TrailKey key = TrailKey.first(initial, names.source(), trail);
            for (int i = 1; i < file; i++) {
                TrailKey next = key.next();
                key.wipe();
                key = next;
            }
            return key;
        } finally {
            Arrays.fill(initial, (byte) 0);
        }
    }

    private Optional<TrailState> state() throws IOException, GeneralSecurityException {
        Path file = folder.resolve(names.state());
        try {
            TrailState state = TrailState.read(file);
            KeyFile.requirePrivate(AuditConfig.DIRECTORY, file);
            if (state.source().equals(names.source())) {
                return Optional.of(state);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (MalformedTrailException e) {
            throw interfered(e.getMessage() + " (" + file + ")");
        }
        throw interfered("a state file of another trail (" + file + ")");
    }

    private int newestFile() throws IOException {
        int newest = 0;
        try (var files = Files.newDirectoryStream(folder, "audit-*.jsonl")) {
            for (Path file : files) {
                OptionalInt number = names.number(String.valueOf(file.getFileName()));
                newest = Math.max(newest, number.orElse(0));
            }
        }
        return newest;
    }

    private RuntimeException interfered(String found) {
        return Refusal.setting(
                AuditConfig.DIRECTORY,
                folder,
                "the audit trail " + names.source() + " as this node left it, but found " + found,
                "put back what is missing (for a lost state file, the initial key at " + AuditConfig.KEY_FILE
                        + ", and the state file out of the way), or keep " + folder + "/audit-" + names.source()
                        + "* for an investigation elsewhere and start a new trail");
    }
}
