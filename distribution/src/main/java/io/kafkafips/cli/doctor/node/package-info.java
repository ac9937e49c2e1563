/** What is examined: files, flags, a process, a folder of jars. */
@NullMarked
package io.kafkafips.cli.doctor.node;

import org.jspecify.annotations.NullMarked;
