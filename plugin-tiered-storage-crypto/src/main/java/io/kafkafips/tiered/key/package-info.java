/** Where data encryption keys come from: the key service SPI, the keystore behind it, the cache in front of it. */
@NullMarked
package io.kafkafips.tiered.key;

import org.jspecify.annotations.NullMarked;
