/** A RemoteStorageManager over a directory: the embedded default delegate. */
@NullMarked
package io.kafkafips.tiered.directory;

import org.jspecify.annotations.NullMarked;
