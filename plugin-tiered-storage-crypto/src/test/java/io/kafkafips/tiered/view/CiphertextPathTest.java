package io.kafkafips.tiered.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.crypto.ObjectKey;
import io.kafkafips.tiered.crypto.SegmentCounters;
import io.kafkafips.tiered.crypto.TieredJca;
import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way a delegate may read a segment gives the same ciphertext; every other way fails. */
class CiphertextPathTest {
    private static final int CHUNK = 4096;
    private static final String NAME = "00000000000000000042.log";

    @TempDir
    Path folder;

    private final SegmentCounters counters = new SegmentCounters();
    private Path plain;
    private CiphertextView view;
    private Path path;
    private byte[] expected;

    @BeforeEach
    void start() throws Exception {
        byte[] content = new byte[3 * CHUNK + 100];
        new Random(1).nextBytes(content);
        plain = Files.write(folder.resolve(NAME), content);
        view = view(PlaintextSource.of(plain));
        path = view.asPath(NAME);
        expected = Files.readAllBytes(path);
    }

    /** A way to read. */
    interface Read {
        byte[] from(Path path, Path folder) throws Exception;
    }

    static Stream<Read> reads() {
        return Stream.of(
                (path, folder) -> {
                    try (InputStream in = Files.newInputStream(path)) {
                        return in.readAllBytes();
                    }
                },
                (path, folder) -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    try (InputStream in = Files.newInputStream(path)) {
                        in.transferTo(out);
                    }
                    return out.toByteArray();
                },
                (path, folder) -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    try (InputStream in = Files.newInputStream(path)) {
                        for (int next = in.read(); next >= 0; next = in.read()) {
                            out.write(next);
                        }
                    }
                    return out.toByteArray();
                },
                (path, folder) -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    Files.copy(path, out);
                    return out.toByteArray();
                },
                (path, folder) -> Files.readAllBytes(Files.copy(path, folder.resolve("copy"))),
                (path, folder) -> Files.readAllBytes(
                        Files.copy(path, folder.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES)),
                (path, folder) -> {
                    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
                        return backwards(channel);
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                        ByteBuffer[] parts = {
                            ByteBuffer.allocate(1000), ByteBuffer.allocate((int) channel.size() - 1000)
                        };
                        channel.read(parts);
                        return ByteBuffer.allocate((int) channel.size())
                                .put(parts[0].flip())
                                .put(parts[1].flip())
                                .array();
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                        ByteBuffer direct = ByteBuffer.allocateDirect((int) channel.size() - 5);
                        channel.read(direct, 5);
                        byte[] all = new byte[(int) channel.size()];
                        channel.read(ByteBuffer.wrap(all, 0, 5), 0);
                        direct.flip().get(all, 5, direct.limit());
                        return all;
                    }
                },
                (path, folder) -> {
                    Path copy = folder.resolve("copy");
                    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                            FileChannel target =
                                    FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                        channel.transferTo(0, channel.size(), target);
                    }
                    return Files.readAllBytes(copy);
                },
                (path, folder) -> {
                    Path copy = folder.resolve("copy");
                    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                            FileChannel target =
                                    FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                        target.transferFrom(channel, 0, channel.size());
                    }
                    return Files.readAllBytes(copy);
                },
                (path, folder) -> Files.readAllBytes(path.toFile().toPath()),
                (path, folder) -> {
                    try (InputStream in = Files.newInputStream(path)) {
                        in.skipNBytes(2000);
                        byte[] rest = in.readAllBytes();
                        byte[] all = Arrays.copyOf(Files.readAllBytes(path), 2000 + rest.length);
                        System.arraycopy(rest, 0, all, 2000, rest.length);
                        return all;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("reads")
    void read_inAnyWay_givesTheSameCiphertext(Read read) throws Exception {
        assertThat(read.from(path, folder)).isEqualTo(expected);
    }

    /** A way that must fail. */
    interface Access {
        void to(Path path, Path folder) throws Exception;
    }

    static Stream<Access> accesses() {
        return Stream.of(
                (path, folder) -> new FileInputStream(path.toFile()).close(),
                (path, folder) -> new RandomAccessFile(path.toFile(), "r").close(),
                (path, folder) -> Files.newInputStream(Path.of(path.toString())).close(),
                (path, folder) -> Files.newInputStream(Path.of(path.toUri())).close(),
                (path, folder) -> new FileInputStream(new File(path.toFile().getAbsolutePath())).close(),
                (path, folder) -> AsynchronousFileChannel.open(path).close(),
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.map(FileChannel.MapMode.READ_ONLY, 0, 1);
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.lock(0, 1, true);
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.tryLock(0, 1, true);
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.write(ByteBuffer.allocate(1));
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.write(ByteBuffer.allocate(1), 0);
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.write(new ByteBuffer[] {ByteBuffer.allocate(1)});
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.truncate(0);
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.transferFrom(channel, 0, 1);
                    }
                },
                (path, folder) -> {
                    try (FileChannel channel = FileChannel.open(path)) {
                        channel.position(-1);
                    }
                },
                (path, folder) -> Files.newOutputStream(path).close(),
                (path, folder) ->
                        FileChannel.open(path, StandardOpenOption.WRITE).close(),
                (path, folder) -> Files.delete(path),
                (path, folder) -> Files.move(path, folder.resolve("moved")),
                (path, folder) -> Files.copy(folder, path),
                (path, folder) -> Files.createDirectory(path),
                (path, folder) -> Files.createLink(folder.resolve("link"), path),
                (path, folder) -> Files.getFileStore(path),
                (path, folder) -> Files.setLastModifiedTime(path, FileTime.fromMillis(1)),
                (path, folder) -> Files.setAttribute(path, "size", 1L),
                (path, folder) -> Files.readAttributes(path, PosixFileAttributes.class),
                (path, folder) -> Files.readAttributes(path, "owner"),
                (path, folder) -> path.getFileSystem().close());
    }

    /** A way to somewhere else, which must fail too. */
    interface Navigation {
        Object from(Path path) throws Exception;
    }

    static Stream<Navigation> navigations() {
        return Stream.of(
                path -> path.resolve("x"),
                path -> path.resolveSibling(Path.of("x")),
                path -> path.relativize(path),
                path -> path.subpath(0, 1),
                path -> path.getName(1),
                path -> path.register(null, StandardWatchEventKinds.ENTRY_MODIFY),
                path -> path.getFileSystem().getPath("x"),
                path -> path.getFileSystem().getPathMatcher("glob:*"),
                path -> path.getFileSystem().getUserPrincipalLookupService(),
                path -> path.getFileSystem().newWatchService(),
                path -> path.getFileSystem().provider().getPath(path.toUri()),
                path -> path.getFileSystem().provider().getFileSystem(path.toUri()),
                path -> path.getFileSystem().provider().newFileSystem(path.toUri(), java.util.Map.of()),
                path -> path.getFileSystem().provider().newDirectoryStream(path, any -> true),
                path -> path.getFileSystem().provider().newInputStream(Path.of("x")));
    }

    @ParameterizedTest
    @MethodSource("navigations")
    void path_toSomewhereElse_fails(Navigation navigation) {
        assertThatThrownBy(() -> navigation.from(path)).isInstanceOfAny(IOException.class, RuntimeException.class);
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void access_inAnyOtherWay_fails(Access access) {
        assertThatThrownBy(() -> access.to(path, folder)).isInstanceOfAny(IOException.class, RuntimeException.class);
    }

    @Test
    void path_toADelegate_looksLikeTheSegmentsFile() throws Exception {
        assertThat(path.getFileName()).hasToString(NAME);
        assertThat(folder.resolve(path.getFileName())).isEqualTo(plain);
        assertThat(path.endsWith(NAME)).isTrue();
        assertThat(path.endsWith(Path.of(NAME))).isTrue();
        assertThat(path.endsWith("other.log")).isFalse();
        assertThat(path.startsWith(path)).isTrue();
        assertThat(path.startsWith(path.toString())).isTrue();
        assertThat(path.startsWith("/dev")).isFalse();
        assertThat(path.isAbsolute()).isTrue();
        assertThat(path.toAbsolutePath().normalize().toRealPath()).isSameAs(path);
        assertThat(path).isEqualTo(view.asPath(NAME)).hasSameHashCodeAs(view.asPath(NAME));
        assertThat(path).isEqualByComparingTo(view.asPath(NAME));
        assertThat(Files.isSameFile(path, view.asPath(NAME))).isTrue();
        assertThat(path.getParent()).isNull();
        assertThat(path.getRoot()).isNull();
        assertThat(path.getNameCount()).isEqualTo(1);
        assertThat(path.getName(0)).hasToString(NAME);
        assertThat(path.toFile())
                .exists()
                .isFile()
                .hasSize(expected.length)
                .canRead()
                .hasName(NAME);
        assertThat(path.toFile().equals(path.toFile())).isFalse();
        assertThat(Files.size(path)).isEqualTo(expected.length);
        assertThat(Files.exists(path)).isTrue();
        assertThat(Files.isReadable(path)).isTrue();
        assertThat(Files.isWritable(path)).isFalse();
        assertThat(Files.isExecutable(path)).isFalse();
        assertThat(Files.isHidden(path)).isFalse();
        assertThat(Files.isDirectory(path)).isFalse();
        assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(Files.isSymbolicLink(path)).isFalse();
        assertThat(Files.readAttributes(path, "basic:size,isOther"))
                .containsOnly(
                        java.util.Map.entry("size", (long) expected.length), java.util.Map.entry("isOther", false));
        assertThat(Files.readAttributes(path, "*")).hasSize(8);
        assertThat(Files.readAttributes(path, BasicFileAttributes.class).fileKey())
                .isNull();
        assertThat(Files.getFileAttributeView(path, BasicFileAttributeView.class)
                        .name())
                .isEqualTo("basic");
        assertThat(Files.getFileAttributeView(path, PosixFileAttributeView.class))
                .isNull();
        assertThat(path.getFileSystem().isOpen()).isTrue();
        assertThat(path.getFileSystem().isReadOnly()).isTrue();
        assertThat(path.getFileSystem().getSeparator()).isEqualTo("/");
        assertThat(path.getFileSystem().getRootDirectories()).isEmpty();
        assertThat(path.getFileSystem().getFileStores()).isEmpty();
        assertThat(path.getFileSystem().supportedFileAttributeViews()).containsExactly("basic");
    }

    @Test
    void read_again_countsAsSealedOnce() throws Exception {
        Files.readAllBytes(path);

        assertThat(counters.sealedBytes()).isEqualTo(Files.size(plain));
    }

    @Test
    void read_againAfterTheFileChanged_failsBeforeAnyByteOfTheChangedChunk() throws Exception {
        try (FileChannel file = FileChannel.open(plain, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), CHUNK + 7);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] before = in.readNBytes(1024 + CHUNK + 28);

            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("has changed");
            assertThat(before).isEqualTo(Arrays.copyOf(expected, before.length));
        }
    }

    @Test
    void read_afterTheFileBecameShorter_fails() throws Exception {
        try (FileChannel file = FileChannel.open(plain, StandardOpenOption.WRITE)) {
            file.truncate(CHUNK);
        }

        assertThatThrownBy(() -> Files.readAllBytes(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has become shorter");
    }

    @Test
    void read_byTwoAtATime_givesTheSameCiphertext() throws Exception {
        CiphertextView fresh = view(PlaintextSource.of(plain));
        try (InputStream one = Files.newInputStream(fresh.asPath(NAME));
                InputStream other = Files.newInputStream(fresh.asPath(NAME))) {
            byte[] first = one.readNBytes(7000);
            byte[] second = other.readAllBytes();
            byte[] rest = one.readAllBytes();

            assertThat(first).isEqualTo(Arrays.copyOf(second, 7000));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(second, 7000, second.length));
        }
    }

    @Test
    void read_afterTheViewWasClosed_fails() throws Exception {
        try (InputStream open = Files.newInputStream(path)) {
            view.close();

            assertThatThrownBy(() -> Files.newInputStream(path)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(open::read).isInstanceOf(ClosedChannelException.class);
            assertThat(Files.exists(path)).isFalse();
        }
    }

    @Test
    void read_ofAChannelThatIsClosed_fails() throws Exception {
        FileChannel channel = FileChannel.open(path);
        channel.close();

        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void asBuffer_ofABuffer_leavesItsPositionAlone() throws Exception {
        ByteBuffer epochs = ByteBuffer.wrap(new byte[50], 10, 40);

        ByteBuffer container = view(PlaintextSource.of(epochs)).asBuffer();

        assertThat(container.remaining()).isEqualTo(1024 + 40 + 28);
        assertThat(epochs.position()).isEqualTo(10);
    }

    private CiphertextView view(PlaintextSource source) throws Exception {
        ContainerHeader header = new ContainerHeader(
                ObjectType.LOG,
                12,
                source.sizeBytes(),
                new Uuid(1, 2),
                new WrappedKey(WrapAlgorithm.AES_KWP, "kek", new byte[40]));
        ObjectKey key = ObjectKey.bind(
                TieredJca.dekGenerator().generateKey(),
                header.type(),
                header.layout(),
                header.objectId(),
                new SegmentIdentity(new Uuid(3, 4), 5, new Uuid(6, 7)));
        return new CiphertextView(source, header, key, counters);
    }

    private static byte[] backwards(SeekableByteChannel channel) throws IOException {
        byte[] all = new byte[(int) channel.size()];
        int step = 999;
        for (int end = all.length; end > 0; end -= step) {
            int start = Math.max(0, end - step);
            ByteBuffer part = ByteBuffer.wrap(all, start, end - start);
            channel.position(start);
            while (part.hasRemaining()) {
                channel.read(part);
            }
        }
        return all;
    }
}
