/** The entry point of the container image: one JVM, no shell. Runs on Kafka's libs and in a jar of its own beside them. */
@NullMarked
package io.kafkafips.launcher;

import org.jspecify.annotations.NullMarked;
