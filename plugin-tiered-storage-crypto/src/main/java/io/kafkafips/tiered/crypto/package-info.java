/** Sealing and opening of chunks with AES-256-GCM of the validated module. */
@NullMarked
package io.kafkafips.tiered.crypto;

import org.jspecify.annotations.NullMarked;
