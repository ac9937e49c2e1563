package io.kafkafips.tiered.view;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What {@link java.nio.file.Files} can do with a {@link CiphertextPath}: read it and ask for its size. All else is refused. */
final class CiphertextFileSystemProvider extends FileSystemProvider {
    static final String SCHEME = "kafkafips-ciphertext";

    private final RefusedAccess refusedAccess;

    CiphertextFileSystemProvider(RefusedAccess refusedAccess) {
        this.refusedAccess = refusedAccess;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        requireRead(Arrays.asList(options));
        return new CiphertextInputStream(view(path).open());
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        requireRead(options);
        return new CiphertextChannel(view(path).open(), refusedAccess);
    }

    @Override
    public AsynchronousFileChannel newAsynchronousFileChannel(
            Path path, Set<? extends OpenOption> options, ExecutorService executor, FileAttribute<?>... attributes) {
        throw refusedAccess.refuse("AsynchronousFileChannel.open");
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        view(path).ensureOpen();
        for (AccessMode mode : modes) {
            if (mode != AccessMode.READ) {
                throw new AccessDeniedException(path.toString(), null, "it can only be read");
            }
        }
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return type == BasicFileAttributeView.class ? type.cast(new CiphertextAttributes(view(path))) : null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        CiphertextView view = view(path);
        view.ensureOpen();
        if (type != BasicFileAttributes.class) {
            throw refusedAccess.refuse("Reading " + type.getSimpleName());
        }
        return type.cast(new CiphertextAttributes(view));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        CiphertextView view = view(path);
        view.ensureOpen();
        return new CiphertextAttributes(view).named(attributes);
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw refusedAccess.refuse("FileSystemProvider.getFileStore");
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw refusedAccess.refuse("FileSystemProvider.newFileSystem");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw refusedAccess.refuse("FileSystemProvider.getFileSystem");
    }

    @Override
    public Path getPath(URI uri) {
        throw refusedAccess.refuse("FileSystemProvider.getPath");
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter) {
        throw refusedAccess.refuse("FileSystemProvider.newDirectoryStream");
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) {
        throw refusedAccess.refuse("Making a directory");
    }

    @Override
    public void delete(Path path) {
        throw refusedAccess.refuse("Deleting it");
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw refusedAccess.refuse("Copying over it");
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw refusedAccess.refuse("Moving it");
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw refusedAccess.refuse("Setting attributes");
    }

    private static CiphertextView view(Path path) {
        if (path instanceof CiphertextPath ours) {
            return ours.view();
        }
        throw new ProviderMismatchException();
    }

    private void requireRead(Collection<? extends OpenOption> options) {
        for (OpenOption option : options) {
            if (option != StandardOpenOption.READ && !(option instanceof LinkOption)) {
                throw refusedAccess.refuse("Opening for " + option);
            }
        }
    }
}
