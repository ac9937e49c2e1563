package io.kafkafips.tiered.view;

import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a {@link CiphertextView}: a regular file of its size, and of no age. */
record CiphertextAttributes(CiphertextView view) implements BasicFileAttributes, BasicFileAttributeView {
    private static final FileTime EPOCH = FileTime.fromMillis(0);

    /** As {@code Files.readAttributes(path, "size,isRegularFile")} wants them. */
    Map<String, Object> named(String attributes) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("size", size());
        all.put("isRegularFile", true);
        all.put("isDirectory", false);
        all.put("isSymbolicLink", false);
        all.put("isOther", false);
        all.put("lastModifiedTime", EPOCH);
        all.put("lastAccessTime", EPOCH);
        all.put("creationTime", EPOCH);
        String names = attributes.startsWith("basic:") ? attributes.substring("basic:".length()) : attributes;
        if (names.equals("*")) {
            return all;
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        for (String name : names.split(",", -1)) {
            Object value = all.get(name);
            if (value == null) {
                throw new IllegalArgumentException("No attribute " + name + "; there are " + all.keySet());
            }
            wanted.put(name, value);
        }
        return wanted;
    }

    @Override
    public String name() {
        return "basic";
    }

    @Override
    public BasicFileAttributes readAttributes() {
        return this;
    }

    @Override
    public void setTimes(
            @Nullable FileTime lastModifiedTime, @Nullable FileTime lastAccessTime, @Nullable FileTime createTime) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public FileTime lastModifiedTime() {
        return EPOCH;
    }

    @Override
    public FileTime lastAccessTime() {
        return EPOCH;
    }

    @Override
    public FileTime creationTime() {
        return EPOCH;
    }

    @Override
    public boolean isRegularFile() {
        return true;
    }

    @Override
    public boolean isDirectory() {
        return false;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public long size() {
        return view.sizeBytes();
    }

    @Override
    public @Nullable Object fileKey() {
        return null;
    }
}
