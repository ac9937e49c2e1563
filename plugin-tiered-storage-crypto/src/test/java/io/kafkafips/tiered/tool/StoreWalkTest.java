package io.kafkafips.tiered.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWalkTest {
    @TempDir
    private Path folder;

    private ToolStore store;

    @BeforeEach
    void write() {
        store = new ToolStore(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** The directory backend names objects, and the walk reads names: this holds the two together. */
    @Test
    void walk_segmentOfTheDirectoryBackend_knowsEveryObjectByItsName() throws Exception {
        TestSegment segment = store.upload(10_000);

        List<StoredSegment> found = walk(store.root);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).identity()).isEqualTo(ToolStore.identity(segment));
        assertThat(found.get(0).missing()).isEmpty();
        assertThat(found.get(0).objects()).hasSize(6).allSatisfy(object -> {
            assertThat(object.type()).isEqualTo(object.header().type());
            assertThat(object.identity()).isEqualTo(ToolStore.identity(segment));
            assertThat(object.bytes()).isEqualTo(Files.size(object.file()));
        });
    }

    @Test
    void walk_segmentWithoutTransactions_isWhole() throws Exception {
        TestSegment segment = store.upload(TestSegment.write(folder, 100, TestSegment.TOPIC, 7, false));

        StoredSegment found = StoredSegment.around(store.object(segment, "log")).orElseThrow();

        assertThat(found.objects()).hasSize(5);
        assertThat(found.missing()).isEmpty();
        assertThat(found.isIncomplete()).isFalse();
    }

    @Test
    void walk_uploadThatWasBrokenOff_isIncomplete() throws Exception {
        TestSegment segment = store.upload(100);
        Path log = store.object(segment, "log");
        Files.move(log, log.resolveSibling(log.getFileName() + ".tmp"));

        StoredSegment found = walk(store.root).get(0);

        assertThat(found.isIncomplete()).isTrue();
        assertThat(found.missing()).isEqualTo(EnumSet.of(ObjectType.LOG));
        assertThat(found.leftovers()).hasSize(1);
    }

    @Test
    void walk_anyOtherTree_takesWhatBeginsAsAContainerDoes() throws Exception {
        TestSegment segment = store.upload(100);
        Path tree = Files.createDirectories(folder.resolve("tree/with/folders"));
        Files.copy(store.object(segment, "log"), tree.resolve("copy.of.log"));
        Files.writeString(tree.resolve("KTS"), "KTS");
        Files.createFile(tree.resolve("empty"));
        List<StoredSegment> found = new ArrayList<>();
        StoreWalk walk = new StoreWalk(found::add);

        walk.walk(folder.resolve("tree"));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).identity()).isNull();
        assertThat(found.get(0).objects().get(0).identity()).isNull();
        assertThat(walk.otherFiles()).isEqualTo(2);
    }

    @Test
    void walk_namesThatAreAlmostThoseOfAStore_areNone() {
        String id = "0f0e0d0c0b0a09080706050403020100";

        assertThat(List.of(
                        id + "/0/" + id + ".log.bak",
                        id + "/0/" + id + ".other",
                        id + "/00/" + id + ".log",
                        id + "/2147483648/" + id + ".log",
                        id.toUpperCase(java.util.Locale.ROOT) + "/0/" + id + ".log",
                        "0/" + id + ".log"))
                .allSatisfy(
                        name -> assertThat(ObjectPlace.of(Path.of("/", name))).isEmpty());
    }

    @Test
    void walk_linkToAFolder_isNotFollowed() throws Exception {
        store.upload(100);
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("loop"), tree);
        Files.createSymbolicLink(tree.resolve("away"), store.root);

        assertThat(walk(tree)).isEmpty();
    }

    @Test
    void walk_fileThatIsNamed_isAnObjectWhateverItHolds() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "plain");

        assertThat(walk(file).get(0).objects()).hasSize(1);
        assertThatThrownBy(() -> walk(folder.resolve("nothing"))).isInstanceOf(NoSuchFileException.class);
    }

    private static List<StoredSegment> walk(Path root) throws IOException {
        List<StoredSegment> found = new ArrayList<>();
        new StoreWalk(found::add).walk(root);
        return found;
    }
}
