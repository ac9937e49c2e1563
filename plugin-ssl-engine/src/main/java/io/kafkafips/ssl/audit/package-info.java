/** What the TLS engine puts on record: refused handshakes and cut connections. */
@NullMarked
package io.kafkafips.ssl.audit;

import org.jspecify.annotations.NullMarked;
