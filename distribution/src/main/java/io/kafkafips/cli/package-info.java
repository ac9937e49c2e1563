/** The command line {@code kafka-fips}. */
@NullMarked
package io.kafkafips.cli;

import org.jspecify.annotations.NullMarked;
