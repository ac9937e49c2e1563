package io.kafkafips.conformance;

import io.kafkafips.tiered.format.ContainerHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What tells that a test class stored through our manager, and nothing but ciphertext: every object is examined when it is stored,
 * and what lies in the folders is when the class has ended. Thread-safe.
 */
final class TieredEvidence {
    /** Long enough never to be found by chance, short enough for the least of records. */
    private static final int BLOCK = 16;

    private final SegmentReader reader;
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicLong segments = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong inChunks = new AtomicLong();
    private final AtomicLong plaintextBytes = new AtomicLong();

    /**
     * The findings of one test class.
     *
     * @param suite the class
     * @param managers how many of our managers the brokers made
     * @param segments stored
     * @param objects stored
     * @param inChunks those of them that have several chunks
     * @param plaintextBytes in all of them
     * @param sealedBytes what the managers' JMX beans say that they encrypted
     * @param openedBytes what they say that they decrypted
     * @param reads of objects, by the use of their keys
     * @param refused tags, headers and ends that the managers refused
     * @param left objects in the folders when the class had ended
     * @param problems objects that are not what they should be
     */
    record Findings(
            String suite,
            long managers,
            long segments,
            long objects,
            long inChunks,
            long plaintextBytes,
            long sealedBytes,
            long openedBytes,
            long reads,
            long refused,
            long left,
            List<String> problems) {}

    TieredEvidence(SegmentReader reader) {
        this.reader = reader;
    }

    SegmentReader reader() {
        return reader;
    }

    /** A folder that a LocalTieredStorage stores in. */
    void watch(Path folder) {
        folders.add(folder);
    }

    /** The objects of one segment. */
    void examine(Collection<Path> stored) {
        try {
            for (Path log :
                    stored.stream().filter(file -> suffix(file).equals(".log")).toList()) {
                Set<String> blocks = blocks(reader.read(log));
                for (Path object : stored) {
                    examine(object, blocks);
                }
            }
            segments.incrementAndGet();
        } catch (IOException | RuntimeException e) {
            // a topic may be deleted while its segment is still being stored
            if (stored.stream().allMatch(Files::exists)) {
                problems.add(stored + ": " + e);
            }
        }
    }

    private void examine(Path object, Set<String> plaintext) throws IOException {
        ContainerHeader header = SegmentReader.header(object);
        byte[] bytes = Files.readAllBytes(object);
        objects.incrementAndGet();
        plaintextBytes.addAndGet(header.plaintextBytes());
        if (header.layout().chunkCount() > 1) {
            inChunks.incrementAndGet();
        }
        if (bytes.length != header.layout().containerBytes()) {
            problems.add(object + " has " + bytes.length + " bytes: " + header);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = 0; i + BLOCK <= text.length(); i++) {
            if (plaintext.contains(text.substring(i, i + BLOCK))) {
                problems.add(object + " holds plaintext of the log, at " + i);
                return;
            }
        }
    }

    /** Parts of a log by which it is known; what is the same byte all through, as padding is, tells nothing. */
    private static Set<String> blocks(byte[] log) {
        String text = new String(log, StandardCharsets.ISO_8859_1);
        Set<String> blocks = new HashSet<>();
        for (int i = 0; i + BLOCK <= text.length(); i += BLOCK) {
            String block = text.substring(i, i + BLOCK);
            if (block.chars().distinct().count() > 1) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** The findings since the last class ended. */
    Findings of(String suite) throws IOException {
        long left = 0;
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path object : files.filter(Files::isRegularFile).toList()) {
                    left++;
                    atRest(object);
                }
            }
        }
        folders.clear();
        BeanBook.Totals beans = BeanBook.take();
        return new Findings(
                suite,
                beans.managers(),
                segments.getAndSet(0),
                objects.getAndSet(0),
                inChunks.getAndSet(0),
                plaintextBytes.getAndSet(0),
                beans.sealedBytes(),
                beans.openedBytes(),
                beans.reads(),
                beans.refused(),
                left,
                Stream.generate(problems::poll)
                        .takeWhile(problem -> problem != null)
                        .toList());
    }

    private void atRest(Path object) {
        try {
            ContainerHeader header = SegmentReader.header(object);
            if (Files.size(object) != header.layout().containerBytes()) {
                problems.add(object + " at rest has " + Files.size(object) + " bytes: " + header);
            }
            if (suffix(object).equals(".log")) {
                reader.read(object);
            }
        } catch (IOException | RuntimeException e) {
            problems.add(object + " at rest: " + e);
        }
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }
}
