/** Checks of the jars that a node runs on. */
@NullMarked
package io.kafkafips.cli.doctor.install;

import org.jspecify.annotations.NullMarked;
