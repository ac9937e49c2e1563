package io.kafkafips.tiered.view;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a delegate last asked of a {@link CiphertextView} that only a file on a disk can give. Forgotten as soon as the delegate reads
 * on: it has found another way then, and a failure that comes later is not about files. Thread-safe.
 */
final class RefusedAccess {
    private volatile @Nullable String last;

    /** Thrown for what only a file on a disk can give. */
    static final class RealFileRequiredException extends UnsupportedOperationException {
        private static final long serialVersionUID = 1L;

        RealFileRequiredException(String access) {
            super(access
                    + " needs a file on a disk: a segment that is encrypted while it is read can be read as a stream or"
                    + " through a channel, and nothing else");
        }
    }

    /** Notes the access; the caller throws what this returns. */
    UnsupportedOperationException refuse(String access) {
        last = access;
        return new RealFileRequiredException(access);
    }

    /** The delegate reads. */
    void overcome() {
        if (last != null) {
            last = null;
        }
    }

    Optional<String> last() {
        return Optional.ofNullable(last);
    }
}
