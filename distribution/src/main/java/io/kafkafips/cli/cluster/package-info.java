/** Connections to a live cluster. */
@NullMarked
package io.kafkafips.cli.cluster;

import org.jspecify.annotations.NullMarked;
