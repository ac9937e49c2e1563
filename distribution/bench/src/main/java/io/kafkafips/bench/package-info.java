/** What TLS on the FIPS module costs: engine to engine and on real brokers, against SunJSSE in the same run. Never ships. */
@NullMarked
package io.kafkafips.bench;

import org.jspecify.annotations.NullMarked;
