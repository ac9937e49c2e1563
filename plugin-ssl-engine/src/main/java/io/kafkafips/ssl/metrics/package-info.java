/** The JMX metrics of the TLS engine. Kafka's own plug-in metrics do not reach an SSL engine factory. */
@NullMarked
package io.kafkafips.ssl.metrics;

import org.jspecify.annotations.NullMarked;
