/** Real Kafka processes, throw-away PKI and foreign peers, for tests and the quickstart. */
@NullMarked
package io.kafkafips.testkit;

import org.jspecify.annotations.NullMarked;
