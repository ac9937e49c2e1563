package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.tiered.testing.TestKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRegistryTest {
    private static final String CLUSTER = "cluster";

    @TempDir
    static Path keystores;

    private static KeyService service;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Path keys;
    private KeyRegistry registry;
    private TopicKeyAdmin admin;

    /** What the file system can do. */
    enum FileSystemKind {
        WITH_LINKS,
        WITHOUT_LINKS,
        LOSING_ANSWERS;

        RegistryFiles.Linker linker() {
            return switch (this) {
                case WITH_LINKS -> Files::createLink;
                case WITHOUT_LINKS ->
                    (name, file) -> {
                        throw new UnsupportedOperationException("no links here");
                    };
                case LOSING_ANSWERS ->
                    (name, file) -> {
                        Files.createLink(name, file);
                        throw new FileAlreadyExistsException(name.toString());
                    };
            };
        }
    }

    @BeforeAll
    static void openKeystore() {
        Path keystore = TestKeys.write(keystores.resolve("roots.bcfks"), "root-1", "root-2");
        service = KeyServices.open(Map.of(
                "keys.keystore.location",
                keystore.toString(),
                "keys.keystore.password",
                new Password(TestKeys.PASSWORD)));
    }

    @BeforeEach
    void open() throws Exception {
        keys = Files.createDirectory(folder.resolve("keys"));
        registry = KeyRegistry.open(keys);
        admin = new TopicKeyAdmin(registry, service, CLUSTER, time);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void open_ofAFolderThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> KeyRegistry.open(folder.resolve("none")))
                .isInstanceOf(KeyRegistryException.class)
                .hasMessageContaining("none does not exist");
    }

    @Test
    void create_ofAKey_isReadByAnotherAsItWasMade() throws Exception {
        KeyTopic topic = new KeyTopic(new Uuid(1, 2), "orders-emea");

        KeyEntry made = admin.create("orders", topic, "root-1");

        KeyEntry read = KeyRegistry.open(keys).newest("orders").orElseThrow();
        assertThat(read).isEqualTo(made);
        assertThat(read.ref().version()).isEqualTo(1);
        assertThat(read.created()).isEqualTo(FakeTime.START);
        assertThat(read.topic()).isEqualTo(topic);
        assertThat(read.root()).contains("root-1");
        assertThat(open(read)).hasSize(32);
        assertThat(names("orders")).containsExactly("1.yaml");
    }

    @Test
    void create_ofAKeyThatIsThere_returnsItsNewest() throws Exception {
        KeyEntry first = admin.create("orders", KeyTopic.NONE, "root-1");
        KeyEntry second = admin.rotate(first, "root-1");

        assertThat(admin.create("orders", KeyTopic.NONE, "root-1")).isEqualTo(second);
    }

    @Test
    void rotate_fromAVersion_makesTheNextOnceAndKeepsTheTopic() throws Exception {
        KeyTopic topic = new KeyTopic(new Uuid(1, 2), "orders-emea");
        KeyEntry first = admin.create("orders", topic, "root-1");

        KeyEntry second = admin.rotate(first, "root-2");
        KeyEntry again = admin.rotate(first, "root-2");

        assertThat(again).isEqualTo(second);
        assertThat(second.ref().version()).isEqualTo(2);
        assertThat(second.topic()).isEqualTo(topic);
        assertThat(open(second)).isNotEqualTo(open(first));
        assertThat(registry.entries("orders")).containsExactly(first, second);
    }

    @ParameterizedTest
    @EnumSource(FileSystemKind.class)
    void createAndRotate_byManyAtOnce_makeOneFileForEachVersion(FileSystemKind kind) throws Exception {
        int brokers = 8;
        CyclicBarrier together = new CyclicBarrier(brokers);
        ExecutorService threads = Executors.newFixedThreadPool(brokers);
        List<Future<List<KeyRef>>> results = new ArrayList<>();
        for (int i = 0; i < brokers; i++) {
            KeyRegistry own = KeyRegistry.open(keys, kind.linker());
            TopicKeyAdmin broker = new TopicKeyAdmin(own, service, CLUSTER, time);
            results.add(threads.submit(() -> rounds(broker, together)));
        }

        Set<List<KeyRef>> views = new HashSet<>();
        try {
            for (Future<List<KeyRef>> result : results) {
                views.add(result.get(2, TimeUnit.MINUTES));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(views).hasSize(1);
        assertThat(names("orders")).containsExactly("1.yaml", "2.yaml", "3.yaml", "4.yaml", "5.yaml", "6.yaml");
        assertThat(KeyRegistry.open(keys).entries())
                .extracting(KeyEntry::ref)
                .containsExactlyElementsOf(views.iterator().next());
        assertThat(hidden("orders")).isEmpty();
    }

    @Test
    void entries_besideLeftoversOfACrash_leaveThemOut() throws Exception {
        KeyEntry made = admin.create("orders", KeyTopic.NONE, "root-1");
        Files.writeString(keys.resolve("orders/.2.yaml.x.tmp"), "format: 1\nke");
        Files.createDirectory(keys.resolve("empty"));
        Files.createDirectory(keys.resolve(".snapshot"));
        Files.writeString(keys.resolve("orders/README"), "not an entry");

        assertThat(registry.entries()).containsExactly(made);
    }

    @Test
    void entries_withAFileThatSaysAnotherKey_areRefusedWithTheName() throws Exception {
        admin.create("orders", KeyTopic.NONE, "root-1");
        Files.createDirectory(keys.resolve("payments"));
        Files.copy(keys.resolve("orders/1.yaml"), keys.resolve("payments/1.yaml"));

        assertThatExceptionOfType(KeyRegistryException.class)
                .isThrownBy(() -> registry.entries())
                .withMessageContaining("payments/1.yaml".replace('/', java.io.File.separatorChar));
    }

    @Test
    void entries_ofTwoRegistriesMerged_keepBothKeysOfOneVersion() throws Exception {
        KeyEntry here = admin.create("orders", KeyTopic.NONE, "root-1");
        Path apart = Files.createDirectory(folder.resolve("apart"));
        KeyEntry there = new TopicKeyAdmin(KeyRegistry.open(apart), service, CLUSTER, time)
                .create("orders", KeyTopic.NONE, "root-1");
        Files.copy(
                apart.resolve("orders/1.yaml"),
                keys.resolve("orders/1-" + there.ref().id() + ".yaml"));

        List<KeyEntry> merged = registry.entries("orders");

        assertThat(merged).containsExactlyInAnyOrder(here, there);
        assertThat(admin.rotate(registry.newest("orders").orElseThrow(), "root-1")
                        .ref()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void rewrap_underAnotherRoot_keepsTheKeyAndIsDoneOnce() throws Exception {
        KeyEntry before = admin.create("orders", KeyTopic.NONE, "root-1");

        boolean first = admin.rewrap(before, "root-2");
        KeyEntry after = registry.entry(before.ref()).orElseThrow();
        boolean second = admin.rewrap(after, "root-2");

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(after.root()).contains("root-2");
        assertThat(open(after)).isEqualTo(open(before));
        assertThat(after.created()).isEqualTo(before.created());
        assertThat(names("orders")).containsExactly("1.yaml");
    }

    @Test
    void rewrap_toARootThatIsNotThere_leavesTheEntryAlone() throws Exception {
        KeyEntry before = admin.create("orders", KeyTopic.NONE, "root-1");

        assertThatExceptionOfType(UnknownKeyException.class).isThrownBy(() -> admin.rewrap(before, "root-9"));
        assertThat(registry.entry(before.ref())).contains(before);
    }

    @Test
    void entries_inTheMiddleOfRewraps_areAlwaysWhole() throws Exception {
        KeyEntry entry = admin.create("orders", KeyTopic.NONE, "root-1");
        byte[] key = open(entry);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> rewraps = thread.submit(() -> {
            for (int i = 0; i < 20; i++) {
                admin.rewrap(registry.entry(entry.ref()).orElseThrow(), i % 2 == 0 ? "root-2" : "root-1");
            }
            return null;
        });

        try {
            do {
                assertThat(open(registry.entry(entry.ref()).orElseThrow())).isEqualTo(key);
            } while (!rewraps.isDone());
            rewraps.get();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void shred_ofAVersion_leavesATombstoneAndOverwritesTheBytes() throws Exception {
        KeyEntry entry = admin.create("orders", KeyTopic.NONE, "root-1");
        KeyEntry other = admin.rotate(entry, "root-1");
        Path file = keys.resolve("orders/1.yaml");
        try (FileChannel oldBytes = FileChannel.open(file, StandardOpenOption.READ)) {
            KeyEntry tombstone = registry.shred(entry.ref(), FakeTime.START.plusSeconds(9));

            assertThat(readAll(oldBytes)).isNotEmpty().containsOnly(0);
            assertThat(tombstone.shreddedAt()).contains(FakeTime.START.plusSeconds(9));
        }
        KeyRegistry another = KeyRegistry.open(keys);
        assertThat(another.entry(entry.ref()).orElseThrow().isShredded()).isTrue();
        assertThat(another.entry(other.ref())).contains(other);
        assertThat(everything()).doesNotContain(base64(entry));
        assertThat(registry.shred(entry.ref(), FakeTime.START.plusSeconds(99)).shreddedAt())
                .contains(FakeTime.START.plusSeconds(9));
    }

    @Test
    void shred_ofAVersionThatIsNotThere_isRefused() {
        assertThatExceptionOfType(KeyRegistryException.class)
                .isThrownBy(() -> registry.shred(new KeyRef("orders", 1, "0123456789abcdef"), FakeTime.START))
                .withMessageContaining("orders/1/0123456789abcdef");
    }

    @Test
    void shred_thenARewrapThatWasUnderWay_staysShredded() throws Exception {
        KeyEntry entry = admin.create("orders", KeyTopic.NONE, "root-1");
        registry.shred(entry.ref(), FakeTime.START);

        admin.rewrap(entry, "root-2");

        assertThat(registry.entry(entry.ref()).orElseThrow().isShredded()).isTrue();
        assertThat(everything()).doesNotContain("wrapped:");
    }

    @Test
    void shred_thenABackupOfTheFile_staysShredded() throws Exception {
        KeyEntry entry = admin.create("orders", KeyTopic.NONE, "root-1");
        Path backup = Files.copy(keys.resolve("orders/1.yaml"), folder.resolve("backup.yaml"));
        registry.shred(entry.ref(), FakeTime.START);

        Files.copy(backup, keys.resolve("orders/1.yaml"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(registry.entry(entry.ref()).orElseThrow().isShredded()).isTrue();
        registry.shred(entry.ref(), FakeTime.START);
        assertThat(everything()).doesNotContain("wrapped:");
    }

    @Test
    void shred_withOldLeftovers_removesThoseOfTheVersionAlone() throws Exception {
        KeyEntry entry = admin.create("orders", KeyTopic.NONE, "root-1");
        KeyEntry other = admin.rotate(entry, "root-1");
        Path own = Files.copy(keys.resolve("orders/1.yaml"), keys.resolve("orders/.1.yaml.x.tmp"));
        // as a crash between link and unlink leaves it: the same file under two names
        Path others = Files.createLink(keys.resolve("orders/.2.yaml.x.tmp"), keys.resolve("orders/2.yaml"));
        Path young = Files.copy(keys.resolve("orders/1.yaml"), keys.resolve("orders/.1.yaml.y.tmp"));
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(own, longAgo);
        Files.setLastModifiedTime(others, longAgo);

        registry.shred(entry.ref(), FakeTime.START);

        assertThat(own).doesNotExist();
        assertThat(others).exists();
        assertThat(young).exists();
        assertThat(registry.entry(other.ref())).contains(other);
    }

    @Test
    void create_byTheSuperuser_givesTheFilesToTheOwnerOfTheFolder() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        UserPrincipal broker =
                keys.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(keys, broker);

        admin.create("orders", KeyTopic.NONE, "root-1");

        assertThat(Files.getOwner(keys.resolve("orders"))).isEqualTo(broker);
        assertThat(Files.getOwner(keys.resolve("orders/1.yaml"))).isEqualTo(broker);
    }

    @Test
    void entries_ofANameWithAPath_areRefused() throws Exception {
        admin.create("orders", KeyTopic.NONE, "root-1");

        assertThatExceptionOfType(KeyRegistryException.class).isThrownBy(() -> registry.entries("../keys/orders"));
        assertThatExceptionOfType(KeyRegistryException.class)
                .isThrownBy(() -> admin.create("../orders", KeyTopic.NONE, "root-1"));
        assertThat(folder.resolve("orders")).doesNotExist();
    }

    @Test
    void currentRoot_afterItWasSet_isReadByAnother() throws Exception {
        assertThat(registry.currentRoot()).isEmpty();

        registry.setCurrentRoot("root-2");
        registry.setCurrentRoot("root-3");

        assertThat(KeyRegistry.open(keys).currentRoot()).contains("root-3");
        assertThat(registry.entries()).isEmpty();
    }

    @Test
    void currentRoot_ofABadFile_namesTheLine() throws Exception {
        Files.writeString(keys.resolve("root.yaml"), "format: 1\ncurent: x\n");

        assertThatExceptionOfType(KeyRegistryException.class)
                .isThrownBy(() -> registry.currentRoot())
                .withMessageContaining("root.yaml:2:");
    }

    @Test
    void claim_ofAProcessThatDied_isNamedWithTheRemedy() throws Exception {
        Files.createDirectory(keys.resolve("orders"));
        Files.createFile(keys.resolve("orders/.1.yaml.claim"));
        KeyRegistry unlinked = KeyRegistry.open(keys, FileSystemKind.WITHOUT_LINKS.linker());

        assertThatExceptionOfType(KeyRegistryException.class)
                .isThrownBy(() ->
                        new TopicKeyAdmin(unlinked, service, CLUSTER, time).create("orders", KeyTopic.NONE, "root-1"))
                .withMessageContaining(".1.yaml.claim")
                .withMessageContaining("Remedy: delete the claim");
    }

    /** Creates a key and rotates it, every step at the same time as the others. */
    private static List<KeyRef> rounds(TopicKeyAdmin broker, CyclicBarrier together) throws Exception {
        List<KeyRef> seen = new ArrayList<>();
        try {
            together.await();
            KeyEntry entry = broker.create("orders", KeyTopic.NONE, "root-1");
            seen.add(entry.ref());
            for (int round = 0; round < 5; round++) {
                together.await();
                entry = broker.rotate(entry, "root-1");
                seen.add(entry.ref());
            }
            return seen;
        } catch (Exception e) {
            together.reset();
            throw e;
        }
    }

    private byte[] open(KeyEntry entry) throws KeyServiceException {
        return service.unwrap(entry.wrapped().orElseThrow(), entry.context(CLUSTER))
                .getEncoded();
    }

    private static String base64(KeyEntry entry) {
        return java.util.Base64.getEncoder()
                .encodeToString(entry.wrapped().orElseThrow().blob());
    }

    private List<String> names(String key) throws IOException {
        return RegistryFiles.list(keys.resolve(key)).stream()
                .map(RegistryFiles::name)
                .toList();
    }

    private List<Path> hidden(String key) throws IOException {
        try (Stream<Path> files = Files.list(keys.resolve(key))) {
            return files.filter(file -> RegistryFiles.name(file).startsWith("."))
                    .toList();
        }
    }

    private String everything() throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.walk(keys)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return content.toString();
    }

    private static byte[] readAll(FileChannel channel) throws IOException {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate((int) channel.size());
        channel.read(bytes, 0);
        return bytes.array();
    }
}
