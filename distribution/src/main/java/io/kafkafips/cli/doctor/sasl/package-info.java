/** Checks of SASL mechanisms and delegation tokens. */
@NullMarked
package io.kafkafips.cli.doctor.sasl;

import org.jspecify.annotations.NullMarked;
