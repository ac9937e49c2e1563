/** What TLS on the FIPS module and decisions by certificate cost, against what Kafka ships in the same run. Never ships. */
@NullMarked
package io.kafkafips.bench;

import org.jspecify.annotations.NullMarked;
