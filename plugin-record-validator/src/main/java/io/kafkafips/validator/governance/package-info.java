/** Topic governance: what topics may be called, how large they may be and how they may be configured. */
@NullMarked
package io.kafkafips.validator.governance;

import org.jspecify.annotations.NullMarked;
