package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Objects of container version 1 as they were once written, with the key that opens them: what is in the stores of the world stays
 * readable. If one of these tests fails, the format has changed; that takes a new version, never new golden files.
 */
class GoldenContainerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");
    private static final Uuid SEGMENT = new Uuid(0x0f0e0d0c0b0a0908L, 0x0706050403020100L);
    private static final List<String> KINDS =
            List.of("LOG", "OFFSET", "TIMESTAMP", "PRODUCER_SNAPSHOT", "TRANSACTION", "LEADER_EPOCH");
    private static final int LOG_BYTES = 10_000;

    @TempDir
    Path folder;

    private Rig rig;
    private TestSegment segment;
    private RemoteLogSegmentMetadata uploaded;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(GOLDEN.resolve("keys.bcfks"), registry(GOLDEN));
        segment = segment(folder);
        byte[] marker = HexFormat.of()
                .parseHex(Files.readString(GOLDEN.resolve("marker.hex")).strip());
        uploaded = segment.uploaded(Optional.of(new CustomMetadata(marker)));
        for (String kind : KINDS) {
            rig.store.objects.put(
                    MemoryStore.name(uploaded.remoteLogSegmentId(), kind), Files.readAllBytes(file(GOLDEN, kind)));
        }
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void log_ofVersion1_isReadable() throws Exception {
        assertThat(rig.readLog(uploaded)).isEqualTo(segment.log());
    }

    @ParameterizedTest
    @EnumSource(IndexType.class)
    void index_ofVersion1_isReadable(IndexType type) throws Exception {
        try (InputStream stream = rig.manager.fetchIndex(uploaded, type)) {
            assertThat(stream.readAllBytes()).isEqualTo(segment.index(type).orElseThrow());
        }
    }

    private static TestSegment segment(Path folder) throws IOException {
        return TestSegment.write(folder, LOG_BYTES).attempt(SEGMENT);
    }

    private static Map<String, Object> registry(Path folder) {
        return Map.of("keys.registry.path", folder.resolve("registry").toString());
    }

    private static Path file(Path folder, String kind) {
        return folder.resolve(kind.toLowerCase(java.util.Locale.ROOT) + ".bin");
    }

    /** Writes golden files of a new version into the directory {@code args[0]}. */
    public static void main(String[] args) throws Exception {
        Path target = Files.createDirectories(Path.of(args[0]));
        TestKeys.write(target.resolve("keys.bcfks"), "kek-1");
        Files.createDirectories(target.resolve("registry"));
        try (Rig writer = new Rig(target.resolve("keys.bcfks"), registry(target))) {
            writer.store.customMetadata = Optional.of(new byte[] {1, 2, 3});
            RemoteLogSegmentMetadata written = writer.upload(segment(Files.createTempDirectory("golden")));
            for (String kind : KINDS) {
                Files.write(
                        file(target, kind),
                        writer.store.objects.get(MemoryStore.name(written.remoteLogSegmentId(), kind)));
            }
            Files.writeString(
                    target.resolve("marker.hex"),
                    HexFormat.of()
                                    .formatHex(written.customMetadata()
                                            .orElseThrow()
                                            .value()) + "\n");
        }
    }
}
