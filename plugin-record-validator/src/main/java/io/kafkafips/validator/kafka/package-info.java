/** The class that Kafka instantiates. */
@NullMarked
package io.kafkafips.validator.kafka;

import org.jspecify.annotations.NullMarked;
