/** A throw-away public key infrastructure for labs. */
@NullMarked
package io.kafkafips.cli.keystore.lab;

import org.jspecify.annotations.NullMarked;
