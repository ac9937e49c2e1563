/** The wire formats: the container of an encrypted object and the marker in Kafka's segment metadata. No cryptography, no I/O. */
@NullMarked
package io.kafkafips.tiered.format;

import org.jspecify.annotations.NullMarked;
