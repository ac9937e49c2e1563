/** What TLS on the FIPS module, decisions by certificate and record validation cost, against what Kafka ships in the same run. Never ships. */
@NullMarked
package io.kafkafips.bench;

import org.jspecify.annotations.NullMarked;
