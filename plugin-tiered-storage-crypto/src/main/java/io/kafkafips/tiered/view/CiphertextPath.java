package io.kafkafips.tiered.view;

import java.io.File;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * The path of a {@link CiphertextView}. {@link #getFileName()} is the segment's own, for some delegates read the offset from it;
 * the whole is below a device, where no file can be. There is nothing beside it: what asks for a neighbour fails.
 */
final class CiphertextPath implements Path {
    static final String NOWHERE = "/dev/null/kafkafips/";

    private final CiphertextFileSystem fileSystem;
    private final CiphertextView view;
    private final String fileName;

    CiphertextPath(CiphertextFileSystem fileSystem, CiphertextView view, String fileName) {
        this.fileSystem = fileSystem;
        this.view = view;
        this.fileName = fileName;
    }

    CiphertextView view() {
        return view;
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public @Nullable Path getRoot() {
        return null;
    }

    /** A name of the default file system, so that it can be resolved against a directory there. */
    @Override
    public Path getFileName() {
        return Path.of(fileName);
    }

    @Override
    public @Nullable Path getParent() {
        return null;
    }

    @Override
    public int getNameCount() {
        return 1;
    }

    @Override
    public Path getName(int index) {
        if (index != 0) {
            throw new IllegalArgumentException("There is one name, not number " + index);
        }
        return getFileName();
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        throw view.refusedAccess().refuse("Path.subpath");
    }

    @Override
    public boolean startsWith(Path other) {
        return equals(other);
    }

    @Override
    public boolean endsWith(Path other) {
        return equals(other) || fileName.equals(other.toString());
    }

    @Override
    public boolean startsWith(String other) {
        return toString().equals(other);
    }

    @Override
    public boolean endsWith(String other) {
        return fileName.equals(other) || toString().equals(other);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        throw view.refusedAccess().refuse("Path.resolve");
    }

    @Override
    public Path resolveSibling(Path other) {
        throw view.refusedAccess().refuse("Path.resolveSibling");
    }

    @Override
    public Path relativize(Path other) {
        throw view.refusedAccess().refuse("Path.relativize");
    }

    @Override
    public URI toUri() {
        return URI.create(CiphertextFileSystemProvider.SCHEME + ":///" + System.identityHashCode(view));
    }

    @Override
    public Path toAbsolutePath() {
        return this;
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return this;
    }

    @Override
    public File toFile() {
        return new CiphertextFile(this);
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw view.refusedAccess().refuse("Path.register");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CiphertextPath that && view.equals(that.view) && fileName.equals(that.fileName);
    }

    @Override
    public int hashCode() {
        return 31 * view.hashCode() + fileName.hashCode();
    }

    @Override
    public String toString() {
        return NOWHERE + fileName;
    }
}
