/** What all commands share: what they print, in which format, and how they fail. */
@NullMarked
package io.kafkafips.cli.output;

import org.jspecify.annotations.NullMarked;
