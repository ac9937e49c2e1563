package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kafkafips.tiered.format.ContainerFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/**
 * Reads an object in every way a broker can and judges what comes: exactly the bytes that were stored when everything the read depends on
 * is untouched, and an error that Kafka understands when it is not. Nothing else; not a byte less, not one that was not stored.
 */
final class HostileReads {
    private final Rig rig;
    private final List<StoredObject> everything;
    private long exact;
    private long refused;

    /** @param everything what the storage really holds */
    HostileReads(Rig rig, List<StoredObject> everything) {
        this.rig = rig;
        this.everything = everything;
    }

    /**
     * @param first position of the first byte
     * @param last position of the last byte, inclusive, or {@link Integer#MAX_VALUE} for a read without an end
     */
    private record Request(StoredObject object, int first, int last) {
        byte[] expected() {
            int end = (int) Math.min(last + 1L, object.plain().length);
            return Arrays.copyOfRange(object.plain(), first, end);
        }

        boolean isUntouchedIn(byte[] now) {
            int lastByte = Math.min(last, object.plain().length - 1);
            return object.isUntouchedIn(now, chunk(first), chunk(Math.max(0, lastByte)));
        }

        private int chunk(int position) {
            return (int) object.layout().chunkOf(position);
        }
    }

    /** Reads {@code object} while the storage holds {@code now} in its place. */
    void judge(StoredObject object, byte[] now, Random random, String what) throws Exception {
        if (object.isLog()) {
            int length = object.plain().length;
            int middle = random.nextInt(length);
            read(new Request(object, 0, Integer.MAX_VALUE), now, random, what);
            read(new Request(object, middle, Integer.MAX_VALUE), now, random, what);
            int first = random.nextInt(length);
            int last = first + random.nextInt(2 * object.layout().chunkBytes());
            read(new Request(object, first, last), now, random, what);
        } else {
            read(new Request(object, 0, Integer.MAX_VALUE), now, random, what);
        }
    }

    long exact() {
        return exact;
    }

    long refused() {
        return refused;
    }

    private void read(Request request, byte[] now, Random random, String what) throws Exception {
        boolean keyAtHand = random.nextInt(4) == 0;
        String name =
                what + ", bytes " + request.first() + " to " + request.last() + (keyAtHand ? ", key at hand" : "");
        freshBroker(request.object());
        if (keyAtHand) {
            readSomethingElse(request.object());
        }
        rig.store.objects.put(request.object().name(), now);
        // a log whose key is at hand is read without its header
        boolean headerRead = !keyAtHand || !request.object().isLog();
        boolean untouched =
                request.isUntouchedIn(now) && (!headerRead || request.object().hasHeaderIn(now));
        try {
            InputStream stream = open(request);
            try (stream) {
                requireExactly(request.expected(), stream, name);
            }
            assertThat(untouched).as("%s: was read", name).isTrue();
            exact++;
        } catch (CorruptRecordException | KafkaStorageException e) {
            assertThat(untouched).as("%s: %s", name, e).isFalse();
            // only a key can be missing for a while; everything else is a corruption for good
            assertThat(e instanceof CorruptRecordException || wrapTouched(request.object(), now))
                    .as("%s: %s", name, e)
                    .isTrue();
            refused++;
        }
        assertThat(rig.store.openStreams).as(name).hasValue(0);
    }

    private void freshBroker(StoredObject object) throws RemoteStorageException {
        forgetKey(rig, object.segment());
        for (StoredObject stored : everything) {
            rig.store.objects.put(stored.name(), stored.container());
        }
        rig.store.seen.clear();
        rig.store.fetches.clear();
    }

    /** Makes the manager one that has not read the segment before: with a segment it deletes its key. */
    static void forgetKey(Rig rig, RemoteLogSegmentMetadata segment) throws RemoteStorageException {
        Map<String, byte[]> objects = new TreeMap<>(rig.store.objects);
        rig.manager.deleteLogSegmentData(segment);
        rig.store.objects.putAll(objects);
    }

    private void readSomethingElse(StoredObject object) throws Exception {
        StoredObject other = everything.stream()
                .filter(stored -> stored.segment().equals(object.segment()) && stored.isLog() != object.isLog())
                .findFirst()
                .orElseThrow();
        try (InputStream stream = open(new Request(other, 0, Integer.MAX_VALUE))) {
            assertThat(stream.readAllBytes()).isEqualTo(other.plain());
        }
    }

    private InputStream open(Request request) throws RemoteStorageException {
        StoredObject object = request.object();
        if (object.index().isPresent()) {
            return rig.manager.fetchIndex(object.segment(), object.index().get());
        }
        return request.last() == Integer.MAX_VALUE
                ? rig.manager.fetchLogSegment(object.segment(), request.first())
                : rig.manager.fetchLogSegment(object.segment(), request.first(), request.last());
    }

    /** What comes before an error counts too: Kafka may have used it by then. */
    private static void requireExactly(byte[] expected, InputStream stream, String name) throws IOException {
        byte[] buffer = new byte[3000];
        int done = 0;
        try {
            int count = stream.read(buffer);
            while (count >= 0) {
                assertThat(done + count).as("%s: more than was stored", name).isLessThanOrEqualTo(expected.length);
                assertThat(Arrays.equals(buffer, 0, count, expected, done, done + count))
                        .as("%s: other bytes from %d on", name, done)
                        .isTrue();
                done += count;
                count = stream.read(buffer);
            }
        } catch (CorruptRecordException | KafkaStorageException e) {
            requireFailsAgain(stream, name);
            throw e;
        }
        assertThat(done).as("%s: the end", name).isEqualTo(expected.length);
    }

    /** Whoever ignores an error must not take what follows for the end. */
    private static void requireFailsAgain(InputStream stream, String name) {
        try {
            int read = stream.read();
            fail("%s: after the error comes %d", name, read);
        } catch (CorruptRecordException | KafkaStorageException | IOException e) {
            assertThat(e).isNotNull();
        }
    }

    private static boolean wrapTouched(StoredObject object, byte[] now) {
        int from = 32;
        int end = ContainerFormat.HEADER_BYTES;
        return now.length < end || !Arrays.equals(now, from, end, object.container(), from, end);
    }
}
