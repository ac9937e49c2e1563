package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.kafka.ObjectMutation.Vault;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random changes of what is stored, each read in every way, against the oracle of {@link HostileReads}. As many as {@code
 * -Dkafkafips.hostile.mutations} says; {@code -Pconformance} says 100,000. A failure names its case; {@code -Dkafkafips.hostile.case}
 * runs that one alone.
 */
class HostileMutationTest {
    private static final int MUTATIONS = Integer.getInteger("kafkafips.hostile.mutations", 20_000);
    private static final int ONLY = Integer.getInteger("kafkafips.hostile.case", -1);
    private static final long SEED = 20_261_123;
    private static final List<ObjectMutation> KINDS = List.of(ObjectMutation.values());
    private static final int LARGE_CHUNK = 64 * 1024;
    private static final Uuid OTHER_TOPIC = new Uuid(0x0102030405060708L, 0x090a0b0c0d0e0f10L);

    @TempDir
    Path folder;

    @Test
    void anyMutation_ofSegmentsInSmallChunks_isReadExactlyOrRefused() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        try (Rig rig = new Rig(keystore)) {
            run(rig, Rig.CHUNK, MUTATIONS * 3 / 4, SEED);
        }
    }

    @Test
    void anyMutation_ofSegmentsInLargeChunks_isReadExactlyOrRefused() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        try (Rig rig = new Rig(keystore, Map.of("chunk.size.bytes", String.valueOf(LARGE_CHUNK)))) {
            run(rig, LARGE_CHUNK, MUTATIONS / 4, SEED + MUTATIONS);
        }
    }

    private void run(Rig rig, int chunk, int cases, long seed) throws Exception {
        Vault vault = store(rig, chunk);
        HostileReads reads = new HostileReads(rig, vault.current());
        Map<ObjectMutation, Integer> counts = new EnumMap<>(ObjectMutation.class);
        for (int i = ONLY < 0 ? 0 : ONLY; i < (ONLY < 0 ? cases : ONLY + 1); i++) {
            // the first values of Randoms of neighbouring seeds are alike
            Random random = new Random(new SplittableRandom(seed + i).nextLong());
            StoredObject object = object(vault, random);
            ObjectMutation mutation = KINDS.get(random.nextInt(KINDS.size()));
            byte[] now = mutation.of(object, vault, random);
            reads.judge(object, now, random, "case " + i + " of " + seed + ": " + mutation + ", " + object);
            counts.merge(mutation, 1, Integer::sum);
        }
        Files.writeString(
                Path.of("target", "hostile-" + chunk + ".md"),
                cases + " mutations in chunks of " + chunk + " bytes: " + reads.refused() + " reads refused, "
                        + reads.exact() + " exact, none else; " + counts + "\n");
        if (ONLY < 0) {
            // a generator that makes only one kind, or that never spares what is read, proves nothing
            assertThat(counts).containsOnlyKeys(ObjectMutation.values());
            assertThat(reads.refused()).isGreaterThan(cases);
            assertThat(reads.exact()).isGreaterThan(cases / 20);
        }
    }

    /** The log is the object that is read in parts: half of the cases are about one. */
    private static StoredObject object(Vault vault, Random random) {
        List<StoredObject> candidates = random.nextBoolean()
                ? vault.current().stream().filter(StoredObject::isLog).toList()
                : vault.current();
        return candidates.get(random.nextInt(candidates.size()));
    }

    /** Segments of the same partition, another partition and another topic, one of them uploaded twice under its id. */
    private Vault store(Rig rig, int chunk) throws Exception {
        List<StoredObject> current = new ArrayList<>();
        List<StoredObject> older = new ArrayList<>();
        TestSegment twice = TestSegment.write(folder, 5 * chunk + 77);
        older.addAll(upload(rig, twice));
        current.addAll(upload(rig, twice));
        current.addAll(upload(rig, TestSegment.write(folder, 5 * chunk + 77)));
        current.addAll(upload(rig, TestSegment.write(folder, 3 * chunk)));
        current.addAll(upload(rig, TestSegment.write(folder, 5 * chunk + 77, TestSegment.TOPIC, 1, true)));
        current.addAll(upload(rig, TestSegment.write(folder, 5 * chunk + 77, OTHER_TOPIC, 0, true)));
        current.addAll(upload(rig, TestSegment.write(folder, 1)));
        return new Vault(current, older);
    }

    private static List<StoredObject> upload(Rig rig, TestSegment segment) throws Exception {
        RemoteLogSegmentMetadata uploaded = rig.upload(segment);
        return StoredObject.of(rig, segment, uploaded);
    }
}
