/** The command that examines a node: what it is given, and what it prints. */
@NullMarked
package io.kafkafips.cli.doctor;

import org.jspecify.annotations.NullMarked;
