/**
 * The class that Kafka instantiates, {@link io.kafkafips.ssl.kafka.FipsSslEngineFactory}, with its settings and the contexts that its
 * instances share.
 */
@NullMarked
package io.kafkafips.ssl.kafka;

import org.jspecify.annotations.NullMarked;
