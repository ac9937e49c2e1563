/** TLS and Kafka on the wire, as a client would put it that no TLS stack of a FIPS JVM can play: to see what a server refuses. */
@NullMarked
package io.kafkafips.cli.verify.wire;

import org.jspecify.annotations.NullMarked;
