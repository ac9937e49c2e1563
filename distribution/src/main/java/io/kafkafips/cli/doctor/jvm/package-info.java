/** Checks of the JVM: providers, flags, native code, remote management. */
@NullMarked
package io.kafkafips.cli.doctor.jvm;

import org.jspecify.annotations.NullMarked;
