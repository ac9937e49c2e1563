/** {@code kafka-fips install}: brings the jars of this product into an Apache Kafka, and takes them out again. */
@NullMarked
package io.kafkafips.cli.install;

import org.jspecify.annotations.NullMarked;
