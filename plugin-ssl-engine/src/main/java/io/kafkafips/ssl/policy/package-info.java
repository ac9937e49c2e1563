/** What TLS may be here: versions, cipher suites, client authentication and the JVM settings that BCJSSE reads. */
@NullMarked
package io.kafkafips.ssl.policy;

import org.jspecify.annotations.NullMarked;
