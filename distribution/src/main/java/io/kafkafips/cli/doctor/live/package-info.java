/** Checks of a process that runs. */
@NullMarked
package io.kafkafips.cli.doctor.live;

import org.jspecify.annotations.NullMarked;
