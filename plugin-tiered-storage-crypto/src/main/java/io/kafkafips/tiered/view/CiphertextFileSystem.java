package io.kafkafips.tiered.view;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** A read-only file system with one file in it: a {@link CiphertextView}. Not installed, so no name or URI leads to it. */
final class CiphertextFileSystem extends FileSystem {
    private final CiphertextPath path;
    private final RefusedAccess refusedAccess;
    private final CiphertextFileSystemProvider provider;

    CiphertextFileSystem(CiphertextView view, String fileName) {
        this.path = new CiphertextPath(this, view, fileName);
        this.refusedAccess = view.refusedAccess();
        this.provider = new CiphertextFileSystemProvider(refusedAccess);
    }

    CiphertextPath path() {
        return path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("The view of a segment is closed by who made it");
    }

    @Override
    public Path getPath(String first, String... more) {
        throw refusedAccess.refuse("FileSystem.getPath");
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw refusedAccess.refuse("FileSystem.getPathMatcher");
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw refusedAccess.refuse("FileSystem.getUserPrincipalLookupService");
    }

    @Override
    public WatchService newWatchService() {
        throw refusedAccess.refuse("FileSystem.newWatchService");
    }
}
