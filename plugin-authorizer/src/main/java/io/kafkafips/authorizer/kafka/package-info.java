/** The classes that Kafka instantiates, and all that touches Kafka's internals. */
@NullMarked
package io.kafkafips.authorizer.kafka;

import org.jspecify.annotations.NullMarked;
