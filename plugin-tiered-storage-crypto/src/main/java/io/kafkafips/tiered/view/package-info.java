/** What a delegate sees of a segment: paths whose content is ciphertext that is made while it is read. */
@NullMarked
package io.kafkafips.tiered.view;

import org.jspecify.annotations.NullMarked;
