package io.kafkafips.tiered.view;

import java.io.File;
import java.nio.file.Path;

/**
 * A {@link CiphertextPath} for delegates that insist on a {@link File}: it exists, has a length, and leads back to the path. Its
 * name lies below a device, so that whoever opens it by name finds nothing, and never the segment in the clear.
 */
final class CiphertextFile extends File {
    private static final long serialVersionUID = 1L;

    private final transient CiphertextPath path;

    CiphertextFile(CiphertextPath path) {
        super(path.toString());
        this.path = path;
    }

    @Override
    public Path toPath() {
        return path;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public boolean isFile() {
        return true;
    }

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public long length() {
        return path.view().sizeBytes();
    }

    @Override
    public boolean equals(Object other) {
        return other == this;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
