/** What tools do with stored objects without a broker: find them, describe them, verify them, decrypt them. */
@NullMarked
package io.kafkafips.tiered.tool;

import org.jspecify.annotations.NullMarked;
