/** The SSLEngine that Kafka gets, and the one door to the TLS provider. */
@NullMarked
package io.kafkafips.ssl.engine;

import org.jspecify.annotations.NullMarked;
