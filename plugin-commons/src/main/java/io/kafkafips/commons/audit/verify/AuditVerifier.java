package io.kafkafips.commons.audit.verify;

import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.commons.audit.format.TrailNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the audit trails of a folder: finds lines that were removed, changed, reordered, repeated, cut off, or brought in from another
 * file or node, and tells the half line that a crash leaves from these. Reads line by line, in memory that does not grow with the trail.
 *
 * <p>With the initial key every line's MAC is checked, and who does not have the key can change nothing unseen. Without it the chain
 * alone is checked, which whoever can write the folder can compute anew. What no look at the folder can tell is a trail that was cut off
 * at a whole line, or a folder that was put back to an earlier day: for that, {@link #expecting} a line that is known from elsewhere,
 * such as the last checkpoint that the monitoring read from JMX.
 *
 * <pre>{@code
 * Verification result = AuditVerifier.of(folder).withKey(k0).expecting("broker-1", 4711, sha256).verify();
 * }</pre>
 *
 * <p>Immutable. Needs the FIPS module's provider.
 */
public final class AuditVerifier {
    private final Path folder;
    private final byte @Nullable [] key;
    private final int firstFile;
    private final Map<String, Map<Long, String>> expected;

    private AuditVerifier(Path folder, byte @Nullable [] key, int firstFile, Map<String, Map<Long, String>> expected) {
        this.folder = folder;
        this.key = key;
        this.firstFile = firstFile;
        this.expected = expected;
    }

    /** For the trails of a folder, or of a copy of it. */
    public static AuditVerifier of(Path folder) {
        return new AuditVerifier(folder, null, 1, Map.of());
    }

    /**
     * Checks the MACs too.
     *
     * @param initialKey k0, 32 bytes; copied
     * @throws IllegalArgumentException when it has another length
     */
    public AuditVerifier withKey(byte[] initialKey) {
        if (initialKey.length != TrailKey.BYTES) {
            throw new IllegalArgumentException("k0 has " + TrailKey.BYTES + " bytes, not " + initialKey.length);
        }
        return new AuditVerifier(folder, initialKey.clone(), firstFile, expected);
    }

    /** Takes it for granted that files with lower numbers were taken away by their owner. */
    public AuditVerifier startingAt(int file) {
        return new AuditVerifier(folder, key, Math.max(1, file), expected);
    }

    /**
     * Wants a line to be there.
     *
     * @param source of the trail, such as {@code broker-1}
     * @param sequence number of the line
     * @param sha256 its hash, hexadecimal
     */
    public AuditVerifier expecting(String source, long sequence, String sha256) {
        Map<String, Map<Long, String>> more = new TreeMap<>(expected);
        Map<Long, String> lines = new TreeMap<>(more.getOrDefault(source, Map.of()));
        // one number with two hashes: the trail was written anew in between, and no hash fits both
        lines.merge(sequence, sha256, (one, other) -> one.equals(other) ? one : one + " and " + other);
        more.put(source, lines);
        return new AuditVerifier(folder, key, firstFile, more);
    }

    /**
     * Reads all.
     *
     * @throws IOException when the folder cannot be listed
     * @throws GeneralSecurityException when the FIPS module is not there
     */
    public Verification verify() throws IOException, GeneralSecurityException {
        Findings findings = new Findings();
        List<TrailReport> reports = new ArrayList<>();
        TreeSet<String> sources = new TreeSet<>(expected.keySet());
        sources.addAll(sources());
        for (String source : sources) {
            TrailChecker checker = new TrailChecker(
                    folder, new TrailNames(source), firstFile, key, expected.getOrDefault(source, Map.of()), findings);
            reports.add(checker.check());
        }
        if (sources.isEmpty()) {
            findings.add(Finding.Kind.MISSING_FILE, folder.toString(), 0, "no audit trail is here");
        }
        return new Verification(reports, findings.kept(), findings.more());
    }

    private SortedSet<String> sources() throws IOException {
        TreeSet<String> sources = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                Optional<TrailNames> names = TrailNames.of(name).or(() -> TrailNames.ofState(name));
                names.ifPresent(found -> sources.add(found.source()));
            }
        }
        return sources;
    }

    /**
     * A key as the auditor keeps it.
     *
     * @throws IllegalArgumentException when these are not 64 hexadecimal digits
     */
    public static byte[] parseKey(String text) {
        byte[] key = HexFormat.of().parseHex(text.strip());
        if (key.length != TrailKey.BYTES) {
            throw new IllegalArgumentException("k0 has " + TrailKey.BYTES + " bytes, not " + key.length);
        }
        return key;
    }
}
