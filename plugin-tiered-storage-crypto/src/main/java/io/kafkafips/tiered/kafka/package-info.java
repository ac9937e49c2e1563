/** The classes that Kafka instantiates, and what maps its remote storage contract on the packages beside it. */
@NullMarked
package io.kafkafips.tiered.kafka;

import org.jspecify.annotations.NullMarked;
