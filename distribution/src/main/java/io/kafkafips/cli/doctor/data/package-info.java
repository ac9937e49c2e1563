/** Checks of record validation and of tiered storage. */
@NullMarked
package io.kafkafips.cli.doctor.data;

import org.jspecify.annotations.NullMarked;
