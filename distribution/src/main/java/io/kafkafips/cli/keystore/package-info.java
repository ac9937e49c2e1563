/** Key stores and trust stores of TLS: made, converted, shown and checked. */
@NullMarked
package io.kafkafips.cli.keystore;

import org.jspecify.annotations.NullMarked;
