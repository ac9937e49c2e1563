/** {@code kafka-fips verify}: what a live cluster has to serve, and what it has to refuse, tried out. */
@NullMarked
package io.kafkafips.cli.verify;

import org.jspecify.annotations.NullMarked;
