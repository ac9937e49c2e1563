/** Commands over the key registry of tiered storage, and the options that name it. */
@NullMarked
package io.kafkafips.cli.keys;

import org.jspecify.annotations.NullMarked;
