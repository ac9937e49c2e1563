/** Checks of authorization and of the audit trail. */
@NullMarked
package io.kafkafips.cli.doctor.access;

import org.jspecify.annotations.NullMarked;
