/** Checks of listeners, TLS settings, stores and certificates. */
@NullMarked
package io.kafkafips.cli.doctor.tls;

import org.jspecify.annotations.NullMarked;
