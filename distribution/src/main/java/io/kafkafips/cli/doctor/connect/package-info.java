/** Checks of a worker of Kafka Connect. */
@NullMarked
package io.kafkafips.cli.doctor.connect;

import org.jspecify.annotations.NullMarked;
